package dev.selvage.jobmanager.rest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.JobEvent;
import dev.selvage.jobmanager.Jobs;
import dev.selvage.jobmanager.Leader;
import dev.selvage.jobmanager.store.Savepoints;
import dev.selvage.jobmanager.store.WishAnswer;
import dev.selvage.platform.http.HttpProblem;
import dev.selvage.platform.http.HttpReply;
import dev.selvage.platform.http.HttpRequest;
import dev.selvage.platform.http.Route;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Savepoints: asked for, beside a job that goes on or to stop it with, and asked after. */
final class SavepointRoutes {

    private static final int ACCEPTED = 202;
    private static final int BAD = 400;
    private static final int MISSING = 404;
    private static final int CONFLICT = 409;
    private static final Pattern TRIGGER = Pattern.compile("[0-9a-f]{32}");

    private final LeaderGate gate;
    private final Savepoints savepoints;
    private final Optional<String> usualTarget;

    /**
     * The routes of a cluster.
     *
     * @param usualTarget the directory for savepoints whose users name none
     */
    SavepointRoutes(LeaderGate gate, Savepoints savepoints, Optional<String> usualTarget) {
        this.gate = gate;
        this.savepoints = savepoints;
        this.usualTarget = usualTarget;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/jobs/:jobid/savepoints", gate.by(this::savepoint)),
                Route.get("/jobs/:jobid/savepoints/:triggerid", gate.by(SavepointRoutes::outcome)),
                Route.post("/jobs/:jobid/stop", gate.by(this::stop)));
    }

    /** What Flink's clients say besides makes no difference here: savepoints have one format. */
    @JsonIgnoreProperties("formatType")
    private record SavepointRequest(
            @JsonProperty("target-directory") Optional<String> targetDirectory,
            @JsonProperty("cancel-job") boolean cancelJob,
            Optional<String> triggerId) {}

    @JsonIgnoreProperties("formatType")
    private record StopRequest(Optional<String> targetDirectory, boolean drain, Optional<String> triggerId) {}

    private record Triggered(@JsonProperty("request-id") String requestId) {}

    private HttpReply savepoint(HttpRequest request, Leader leader) throws Exception {
        SavepointRequest wanted = request.text().isBlank()
                ? new SavepointRequest(Optional.empty(), false, Optional.empty())
                : request.json(SavepointRequest.class);
        return ask(request, leader, wanted.targetDirectory(), wanted.cancelJob(), wanted.triggerId());
    }

    private HttpReply stop(HttpRequest request, Leader leader) throws Exception {
        StopRequest wanted = request.text().isBlank()
                ? new StopRequest(Optional.empty(), false, Optional.empty())
                : request.json(StopRequest.class);
        if (wanted.drain()) {
            throw new HttpProblem(
                    BAD,
                    "Expected drain to be false, but found it true: draining, which sends the last watermark before the"
                            + " savepoint, is not built. Stop without it.");
        }
        return ask(request, leader, wanted.targetDirectory(), true, wanted.triggerId());
    }

    private HttpReply ask(
            HttpRequest request, Leader leader, Optional<String> directory, boolean thenStop, Optional<String> trigger)
            throws Exception {
        Jobs.Entry entry = Requests.job(request, leader);
        JobId job = entry.job().plan().job();
        String name = trigger.orElseGet(() -> UUID.randomUUID().toString().replace("-", ""));
        if (!TRIGGER.matcher(name).matches()) {
            throw new HttpProblem(BAD, "Expected 32 hex digits as triggerId, but found " + name + ".");
        }
        if (leader.jobs().wished(job, name).isEmpty()) {
            if (entry.result().isDone()) {
                throw new HttpProblem(
                        CONFLICT,
                        "Expected a job that runs, but " + job + " has ended: "
                                + entry.result().join().status() + ".");
            }
            // An empty one would be the root of the file system.
            String target = directory
                    .filter(named -> !named.isBlank())
                    .or(() -> usualTarget)
                    .orElseThrow(() -> new HttpProblem(
                            BAD,
                            "Expected a directory for the savepoint, but found none: name one, or set"
                                    + " execution.checkpointing.savepoint-dir for the cluster."));
            Wishes.record(leader, job, name, new JobEvent.SavepointAsked(newDirectory(target, job), thenStop));
        }
        return HttpReply.json(ACCEPTED, new Triggered(name));
    }

    /** What is wrong with the directory is said before any task has written. */
    private String newDirectory(String target, JobId job) throws HttpProblem {
        try {
            return savepoints.newDirectory(target, job);
        } catch (IOException | IllegalArgumentException e) {
            throw new HttpProblem(BAD, String.valueOf(e.getMessage()));
        }
    }

    private record QueueStatus(String id) {}

    private record Cause(
            @JsonProperty("class") String className,
            @JsonProperty("stack-trace") String stackTrace) {

        static Cause of(Failure failure) {
            return new Cause(failure.code().toString(), failure.toString());
        }
    }

    private record Operation(
            Optional<String> location,
            @JsonProperty("failure-cause") Optional<Cause> failureCause) {}

    private record Outcome(QueueStatus status, Optional<Operation> operation) {}

    private static HttpReply outcome(HttpRequest request, Leader leader) throws Exception {
        JobId job = Requests.job(request, leader).job().plan().job();
        String trigger = request.pathParameter("triggerid");
        if (!TRIGGER.matcher(trigger).matches()
                || leader.jobs().wished(job, trigger).isEmpty()) {
            throw new HttpProblem(MISSING, "Expected what was asked for as " + trigger + ", but found no such wish.");
        }
        Optional<WishAnswer> answer = leader.jobs().answer(job, trigger);
        if (answer.isEmpty()) {
            return HttpReply.json(new Outcome(new QueueStatus("IN_PROGRESS"), Optional.empty()));
        }
        return HttpReply.json(new Outcome(
                new QueueStatus("COMPLETED"),
                Optional.of(new Operation(
                        answer.get().savepoint().map(SavepointRoutes::location),
                        answer.get().refusal().map(Cause::of)))));
    }

    private static String location(CheckpointReference savepoint) {
        String manifest = savepoint.manifest();
        return manifest.substring(0, manifest.lastIndexOf('/'));
    }
}
