package dev.selvage.client.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.selvage.client.CommandException;
import dev.selvage.core.id.JobId;
import dev.selvage.platform.program.JobPackage;
import dev.selvage.platform.program.JobUpload;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The jobs of one cluster, as REST knows them. What is asked for twice, because an answer was lost, happens once. Any thread may
 * call; calls block.
 */
public final class ClusterJobs {

    private static final Set<String> ENDS = Set.of("FINISHED", "FAILED", "CANCELED");
    private static final String COMPLETED = "COMPLETED";

    private final ClusterClient cluster;

    public ClusterJobs(ClusterClient cluster) {
        this.cluster = cluster;
    }

    ClusterClient cluster() {
        return cluster;
    }

    /** A job in the list of all. */
    public record Listed(
            @JsonProperty("jid") String id,
            String name,
            String state,
            @JsonProperty("start-time") long startTime) {}

    record Overview(List<Listed> jobs) {}

    /** All that the cluster knows, in its order. */
    public List<Listed> list() {
        return cluster.ask(rest -> rest.get("/jobs/overview", Overview.class)).jobs();
    }

    /** The same if the cluster says so at once. */
    List<Listed> listNow() {
        try {
            return cluster.askOnce(rest -> rest.get("/jobs/overview", Overview.class))
                    .jobs();
        } catch (CommandException e) {
            return List.of();
        }
    }

    /** Something that went wrong with a job, whatever became of the job. */
    record Incident(
            @JsonProperty("stacktrace") String reason,
            @JsonProperty("timestamp") long atMillis) {}

    record Incidents(List<Incident> entries) {}

    record Exceptions(Incidents exceptionHistory) {}

    /** What went wrong with a job, the newest first, if the cluster says so at once. */
    List<Incident> incidentsNow(String job) {
        try {
            return cluster.askOnce(rest -> rest.get("/jobs/" + job + "/exceptions", Exceptions.class))
                    .exceptionHistory()
                    .entries();
        } catch (CommandException e) {
            return List.of();
        }
    }

    record Status(String status) {}

    /** Where a job stands, in the words of REST. */
    String status(JobId job) {
        return cluster.ask(rest -> rest.get("/jobs/" + job + "/status", Status.class))
                .status();
    }

    /** The same if the cluster says so at once. One that is set apart does not go on by itself, and the cluster says why. */
    public Optional<String> statusNow(JobId job) {
        String status;
        try {
            status = cluster.askOnce(rest -> rest.get("/jobs/" + job + "/status", Status.class))
                    .status();
        } catch (CommandException e) {
            return Optional.empty();
        }
        if (status.equals("SUSPENDED")) {
            result(job);
        }
        return Optional.of(status);
    }

    static boolean isEnd(String status) {
        return ENDS.contains(status);
    }

    record Cause(@JsonProperty("stack-trace") String text) {}

    record Result(
            @JsonProperty("application-status") String status,
            @JsonProperty("net-runtime") long netRuntimeMillis,
            @JsonProperty("failure-cause") Optional<Cause> failureCause) {

        Duration netRuntime() {
            return Duration.ofMillis(netRuntimeMillis);
        }
    }

    record Progress(String id) {}

    record ResultReply(
            Progress status,
            @JsonProperty("job-execution-result") Optional<Result> result) {}

    /** How a job has ended; nothing as long as it has not. */
    Optional<Result> result(JobId job) {
        return cluster.ask(rest -> rest.get("/jobs/" + job + "/execution-result", ResultReply.class))
                .result();
    }

    /** Returns when the cluster has recorded that the job is to end without finishing. */
    public void cancel(JobId job) {
        cluster.ask(rest -> rest.patch("/jobs/" + job + "?mode=cancel", Map.of(), Object.class));
    }

    /** The same without patience, for whoever has no time left. */
    public void cancelAtOnce(JobId job) {
        cluster.askOnce(rest -> rest.patch("/jobs/" + job + "?mode=cancel", Map.of(), Object.class));
    }

    /** Hands a job over. */
    void submit(JobPackage job) {
        cluster.ask(rest -> {
            JobUpload.send(job, rest);
            return job;
        });
    }

    /**
     * Has a savepoint made beside the job, which goes on; returns where it is, once it is complete.
     *
     * @param directory the one to put it into; without one, that which the cluster's configuration names
     */
    public String savepoint(JobId job, Optional<String> directory) {
        return make(job, "/savepoints", "target-directory", directory, Map.of());
    }

    /**
     * Stops the job with a savepoint; returns where that is, once it is complete and the job has ended.
     *
     * @param drain whether the job is to see the end of time before, so that all that waits for it comes out
     */
    public String stop(JobId job, Optional<String> directory, boolean drain) {
        String made = make(job, "/stop", "targetDirectory", directory, Map.of("drain", drain));
        for (int round = 0; !isOver(job); round++) {
            cluster.terminal().progress("The savepoint is complete; the job commits what is before it", "");
            cluster.pause(round);
        }
        cluster.terminal().progressIsOver();
        return made;
    }

    private boolean isOver(JobId job) {
        try {
            return isEnd(status(job));
        } catch (CommandException e) {
            // A cluster that was there for this job alone has ended with it.
            if (cluster.finder().hasEndedWell()) {
                return true;
            }
            throw e;
        }
    }

    record Triggered(@JsonProperty("request-id") String requestId) {}

    record Operation(
            Optional<String> location,
            @JsonProperty("failure-cause") Optional<Cause> failureCause) {}

    record Outcome(Progress status, Optional<Operation> operation) {}

    private String make(JobId job, String path, String key, Optional<String> directory, Map<String, Object> more) {
        Map<String, Object> wish = new LinkedHashMap<>(more);
        directory.ifPresent(named -> wish.put(key, named));
        // By this name the cluster knows the same wish again.
        wish.put("triggerId", UUID.randomUUID().toString().replace("-", ""));
        String trigger = cluster.ask(rest -> rest.post("/jobs/" + job + path, wish, Triggered.class))
                .requestId();
        Operation done = await("/jobs/" + job + "/savepoints/" + trigger, "The savepoint is being made");
        return done.location()
                .orElseThrow(() -> CommandException.gaveUp(
                        "Expected a savepoint of job " + job + ", but it was not made, and the job goes on as before: "
                                + done.failureCause().map(Cause::text).orElse("nobody says why")));
    }

    /** Has a savepoint deleted, of whichever job it is. */
    public void dispose(String savepoint) {
        // Asked for again it might be gone already, and that would look like a mistake.
        String trigger = cluster.askOnce(
                        rest -> rest.post("/savepoint-disposal", Map.of("savepoint-path", savepoint), Triggered.class))
                .requestId();
        Operation done = await("/savepoint-disposal/" + trigger, "The savepoint is being deleted");
        done.failureCause().ifPresent(why -> {
            throw CommandException.gaveUp(why.text());
        });
    }

    private Operation await(String path, String state) {
        for (int round = 0; ; round++) {
            Outcome outcome = cluster.ask(rest -> rest.get(path, Outcome.class));
            if (outcome.status().id().equals(COMPLETED)) {
                cluster.terminal().progressIsOver();
                return outcome.operation().orElse(new Operation(Optional.empty(), Optional.empty()));
            }
            cluster.terminal().progress(state, "");
            cluster.pause(round);
        }
    }
}
