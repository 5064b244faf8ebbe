package dev.selvage.jobmanager.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.view.CheckpointsView;
import dev.selvage.core.jobmanager.view.ClusterView;
import dev.selvage.core.jobmanager.view.JobView;
import dev.selvage.jobmanager.Jobs;
import dev.selvage.jobmanager.Leader;
import dev.selvage.jobmanager.store.SavepointDisposal;
import dev.selvage.platform.http.HttpProblem;
import dev.selvage.platform.http.HttpReply;
import dev.selvage.platform.http.HttpRequest;
import dev.selvage.platform.http.Route;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;

/** Has savepoints deleted, which may take a while, and says what came of it. */
final class DisposalRoutes {

    private static final int BAD = 400;
    private static final int MISSING = 404;
    private static final int CONFLICT = 409;
    /** What came of so many can be asked for. */
    private static final int REMEMBERED = 1_000;

    private final LeaderGate gate;
    private final SavepointDisposal disposal;
    private final Executor worker;

    private final Map<String, Outcome> outcomes = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Outcome> eldest) {
            return size() > REMEMBERED;
        }
    });

    /**
     * The routes of a process.
     *
     * @param worker deletes
     */
    DisposalRoutes(LeaderGate gate, SavepointDisposal disposal, Executor worker) {
        this.gate = gate;
        this.disposal = disposal;
        this.worker = worker;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/savepoint-disposal", gate.by(this::dispose)),
                Route.get("/savepoint-disposal/:triggerid", gate.by((request, leader) -> outcome(request))));
    }

    private record Wanted(@JsonProperty("savepoint-path") Optional<String> path) {}

    private record Triggered(@JsonProperty("request-id") String requestId) {}

    private record QueueStatus(String id) {}

    private record Cause(
            @JsonProperty("class") String className,
            @JsonProperty("stack-trace") String stackTrace) {}

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    private record Operation(@JsonProperty("failure-cause") Optional<Cause> failureCause) {}

    private record Outcome(QueueStatus status, Optional<Operation> operation) {

        static Outcome completed(Optional<String> failure) {
            return new Outcome(
                    new QueueStatus("COMPLETED"),
                    Optional.of(new Operation(
                            failure.map(sentence -> new Cause(ErrorCode.CHECKPOINT_FAILED.toString(), sentence)))));
        }
    }

    private HttpReply dispose(HttpRequest request, Leader leader) throws Exception {
        String path = request.json(Wanted.class)
                .path()
                .orElseThrow(() -> new HttpProblem(
                        BAD, "Expected savepoint-path in the body, but found none: name the savepoint's directory."));
        StoragePath directory;
        try {
            directory = SavepointDisposal.directory(path);
        } catch (IllegalArgumentException e) {
            throw new HttpProblem(BAD, String.valueOf(e.getMessage()));
        }
        checkNotNeeded(directory, leader);
        String name = UUID.randomUUID().toString().replace("-", "");
        outcomes.put(name, new Outcome(new QueueStatus("IN_PROGRESS"), Optional.empty()));
        worker.execute(() -> outcomes.put(name, Outcome.completed(delete(directory))));
        return HttpReply.json(new Triggered(name));
    }

    /** Says why it could not, if so. */
    private Optional<String> delete(StoragePath directory) {
        try {
            disposal.dispose(directory);
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** A job that has begun with it, and has no checkpoint of its own yet, would have nothing to start again from. */
    private static void checkNotNeeded(StoragePath directory, Leader leader) throws Exception {
        ClusterView view = Requests.view(leader, Optional.empty());
        for (Map.Entry<JobId, Jobs.Entry> job : leader.jobs().known().entrySet()) {
            Optional<String> needed = job.getValue().result().isDone()
                    ? Optional.empty()
                    : startsAgainFrom(job.getKey(), job.getValue(), view);
            if (needed.filter(it -> SavepointDisposal.directory(it).equals(directory))
                    .isPresent()) {
                throw new HttpProblem(
                        CONFLICT,
                        "Expected a savepoint that nobody needs, but job " + job.getKey() + " would start again from "
                                + directory + " if it failed now: dispose of it when the job has ended, or has a"
                                + " checkpoint of its own.");
            }
        }
    }

    private static Optional<String> startsAgainFrom(JobId job, Jobs.Entry entry, ClusterView view) {
        return Requests.viewOf(job, view)
                .map(JobView::checkpoints)
                .flatMap(CheckpointsView::newest)
                .map(CheckpointReference::directory)
                .or(() -> entry.job().origin());
    }

    private HttpReply outcome(HttpRequest request) throws HttpProblem {
        String name = request.pathParameter("triggerid");
        return HttpReply.json(Optional.ofNullable(outcomes.get(name))
                .orElseThrow(() -> new HttpProblem(
                        MISSING,
                        "Expected a disposal that was asked of this JobManager, but found none under " + name + ".")));
    }
}
