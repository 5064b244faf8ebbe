package dev.selvage.jobmanager.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.id.VertexId;
import dev.selvage.core.jobmanager.deployment.TaskLocation;
import dev.selvage.core.jobmanager.view.ClusterView;
import dev.selvage.core.jobmanager.view.JobView;
import dev.selvage.core.jobmanager.view.TaskView;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.plan.Vertex;
import dev.selvage.jobmanager.Leader;
import dev.selvage.jobmanager.store.StoredJob;
import dev.selvage.platform.http.HttpProblem;
import dev.selvage.platform.http.HttpReply;
import dev.selvage.platform.http.HttpRequest;
import dev.selvage.platform.http.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What there is to know about the tasks of a job, and how it was told to run. */
final class VertexRoutes {

    private static final int BAD = 400;
    private static final int MISSING = 404;
    private static final long NEVER = -1;
    /** Of a task that nobody has yet. */
    private static final String NOWHERE = "(unassigned)";

    private final LeaderGate gate;

    VertexRoutes(LeaderGate gate) {
        this.gate = gate;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/jobs/:jobid/vertices/:vertexid", gate.by(VertexRoutes::vertex)),
                Route.get("/jobs/:jobid/vertices/:vertexid/subtasks/:subtaskindex", gate.by(VertexRoutes::subtask)),
                Route.get("/jobs/:jobid/config", gate.by(VertexRoutes::config)),
                Route.get("/jobs/:jobid/accumulators", gate.by(VertexRoutes::accumulators)));
    }

    private record Subtask(
            int subtask,
            String status,
            long attempt,
            String host,
            @JsonProperty("start-time") long startTime,
            @JsonProperty("end-time") long endTime,
            long duration,
            Map<String, Object> metrics,
            @JsonProperty("taskmanager-id") String taskManager,
            // Flink's older clients know this spelling alone.
            @JsonProperty("start_time") long startTimeAgain) {

        static Subtask of(TaskView task, ClusterView cluster, long now) {
            Optional<TaskManagerId> place = task.location().map(TaskLocation::taskManager);
            long start = task.startedAtMillis().orElse(NEVER);
            long end = task.endedAtMillis().orElse(NEVER);
            return new Subtask(
                    task.subtask().index(),
                    FlinkWords.of(task.phase()),
                    // Flink counts from 0, and so do its clients.
                    task.location()
                            .map(it -> it.task().deployment().number() - 1)
                            .orElse(0L),
                    place.map(it -> hostOf(it, cluster)).orElse(NOWHERE),
                    start,
                    end,
                    start == NEVER ? NEVER : Math.max(0, (end == NEVER ? now : end) - start),
                    Map.of(),
                    place.map(TaskManagerId::toString).orElse(NOWHERE),
                    start);
        }

        private static String hostOf(TaskManagerId place, ClusterView cluster) {
            return cluster.taskManagers().stream()
                    .filter(view -> view.peer().taskManager().equals(place))
                    .findFirst()
                    .map(view -> view.peer().host() + ":" + view.peer().dataPort())
                    .orElse(place.toString());
        }
    }

    private record VertexReply(
            String id, String name, int parallelism, int maxParallelism, long now, List<Subtask> subtasks) {}

    private static HttpReply vertex(HttpRequest request, Leader leader) throws Exception {
        Vertex vertex = vertexOf(request, leader);
        long now = System.currentTimeMillis();
        return HttpReply.json(new VertexReply(
                vertex.id().toString(),
                vertex.name(),
                vertex.parallelism(),
                vertex.maxParallelism(),
                now,
                subtasks(request, leader, vertex, now)));
    }

    private static HttpReply subtask(HttpRequest request, Leader leader) throws Exception {
        Vertex vertex = vertexOf(request, leader);
        String wanted = request.pathParameter("subtaskindex");
        return HttpReply.json(subtasks(request, leader, vertex, System.currentTimeMillis()).stream()
                .filter(each -> String.valueOf(each.subtask()).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new HttpProblem(
                        MISSING,
                        "Expected a subtask from 0 to " + (vertex.parallelism() - 1) + " of " + vertex.name()
                                + " that is known, but found none with the number " + wanted + ".")));
    }

    private static Vertex vertexOf(HttpRequest request, Leader leader) throws HttpProblem {
        ExecutionPlan plan = Requests.job(request, leader).job().plan();
        VertexId wanted;
        try {
            wanted = VertexId.parse(request.pathParameter("vertexid"));
        } catch (IllegalArgumentException e) {
            throw new HttpProblem(BAD, "Expected the identifier of a vertex in the path: " + e.getMessage() + ".");
        }
        return plan.vertices().stream()
                .filter(vertex -> vertex.id().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new HttpProblem(
                        MISSING,
                        "Expected a vertex of job " + plan.name() + ", but found none with the identifier " + wanted
                                + ": GET /jobs/" + plan.job() + " lists them."));
    }

    private static List<Subtask> subtasks(HttpRequest request, Leader leader, Vertex vertex, long now)
            throws Exception {
        JobId job = Requests.jobId(request);
        ClusterView cluster = Requests.view(leader, Optional.of(job));
        return Requests.viewOf(job, cluster).map(JobView::tasks).orElse(List.of()).stream()
                .filter(task -> task.subtask().vertex().equals(vertex.id()))
                .map(task -> Subtask.of(task, cluster, now))
                .toList();
    }

    private record ExecutionConfig(
            @JsonProperty("execution-mode") String executionMode,
            @JsonProperty("restart-strategy") String restartStrategy,
            @JsonProperty("job-parallelism") int parallelism,
            @JsonProperty("object-reuse-mode") boolean objectReuse,
            @JsonProperty("user-config") Map<String, String> userConfig) {}

    private record Config(
            String jid,
            String name,
            @JsonProperty("execution-config") ExecutionConfig executionConfig) {}

    private static HttpReply config(HttpRequest request, Leader leader) throws HttpProblem {
        StoredJob job = Requests.job(request, leader).job();
        ExecutionPlan plan = job.plan();
        return HttpReply.json(new Config(
                plan.job().toString(),
                plan.name(),
                new ExecutionConfig(
                        "PIPELINED",
                        job.settings().restarts().toString(),
                        plan.vertices().stream()
                                .mapToInt(Vertex::parallelism)
                                .max()
                                .orElse(1),
                        true,
                        Map.of())));
    }

    private record Accumulators(
            @JsonProperty("job-accumulators") List<Object> ofJob,
            @JsonProperty("user-task-accumulators") List<Object> ofTasks,

            @JsonProperty("serialized-user-task-accumulators")
            Map<String, Object> serialized) {}

    /** What functions count is told to the program that runs its job in its own JVM, and does not come here yet. */
    private static HttpReply accumulators(HttpRequest request, Leader leader) throws HttpProblem {
        Requests.job(request, leader);
        return HttpReply.json(new Accumulators(List.of(), List.of(), Map.of()));
    }
}
