package dev.selvage.jobmanager.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.JobEvent;
import dev.selvage.core.jobmanager.lifecycle.JobResult;
import dev.selvage.core.jobmanager.lifecycle.JobStatus;
import dev.selvage.core.jobmanager.view.ClusterView;
import dev.selvage.core.jobmanager.view.JobView;
import dev.selvage.core.jobmanager.view.TaskPhase;
import dev.selvage.core.jobmanager.view.TaskView;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.plan.Vertex;
import dev.selvage.jobmanager.JobChronicle;
import dev.selvage.jobmanager.Jobs;
import dev.selvage.jobmanager.Leader;
import dev.selvage.platform.http.HttpProblem;
import dev.selvage.platform.http.HttpReply;
import dev.selvage.platform.http.HttpRequest;
import dev.selvage.platform.http.Route;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What there is to know about jobs, and how they are cancelled. */
final class JobRoutes {

    private static final int ACCEPTED = 202;
    private static final int BAD = 400;
    private static final int NOT_NOW = 503;
    /** Of times that have not come. */
    private static final long NEVER = -1;

    private final LeaderGate gate;

    JobRoutes(LeaderGate gate) {
        this.gate = gate;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/jobs", gate.by((request, leader) -> list(leader))),
                Route.get("/jobs/overview", gate.by((request, leader) -> overview(leader))),
                Route.get("/jobs/:jobid", gate.by(JobRoutes::detail)),
                Route.get("/jobs/:jobid/status", gate.by(JobRoutes::status)),
                Route.get("/jobs/:jobid/plan", gate.by(JobRoutes::plan)),
                Route.get("/jobs/:jobid/exceptions", gate.by(JobRoutes::exceptions)),
                Route.get("/jobs/:jobid/execution-result", gate.by(JobRoutes::result)),
                Route.patch("/jobs/:jobid", gate.by(JobRoutes::cancel)),
                // For clients behind YARN's proxy, which lets nothing through but GET.
                Route.get("/jobs/:jobid/yarn-cancel", gate.by(JobRoutes::cancel)),
                Route.get("/jobs/:jobid/yarn-stop", gate.by((request, leader) -> noPlainStop())));
    }

    private record JobList(List<Object> jobs) {}

    private record IdAndStatus(String id, String status) {}

    private static HttpReply list(Leader leader) throws Exception {
        ClusterView view = Requests.view(leader, Optional.empty());
        List<Object> jobs = new ArrayList<>();
        leader.jobs()
                .known()
                .forEach((id, entry) ->
                        jobs.add(new IdAndStatus(id.toString(), FlinkWords.of(entry, Requests.viewOf(id, view)))));
        leader.jobs().unreadable().keySet().forEach(id -> jobs.add(new IdAndStatus(id.toString(), "SUSPENDED")));
        return HttpReply.json(new JobList(jobs));
    }

    private record Overview(
            String jid,
            String name,
            @JsonProperty("start-time") long startTime,
            @JsonProperty("end-time") long endTime,
            long duration,
            String state,
            @JsonProperty("last-modification") long lastModification,
            Map<String, Integer> tasks,
            @JsonProperty("pending-operators") int pendingOperators,
            @JsonProperty("job-type") String jobType) {}

    private static HttpReply overview(Leader leader) throws Exception {
        ClusterView view = Requests.view(leader, Optional.empty());
        long now = System.currentTimeMillis();
        List<Object> jobs = new ArrayList<>();
        leader.jobs().known().forEach((id, entry) -> {
            Optional<JobView> job = Requests.viewOf(id, view);
            Times times = Times.of(entry, now);
            jobs.add(new Overview(
                    id.toString(),
                    entry.job().plan().name(),
                    times.start(),
                    times.end(),
                    times.duration(),
                    FlinkWords.of(entry, job),
                    entry.chronicle().lastChangeMillis(),
                    FlinkWords.overview(job.map(JobView::counts).orElse(Map.of())),
                    0,
                    "STREAMING"));
        });
        leader.jobs()
                .unreadable()
                .forEach((id, why) -> jobs.add(new Overview(
                        id.toString(),
                        "cannot be read: " + why,
                        0,
                        NEVER,
                        0,
                        "SUSPENDED",
                        0,
                        FlinkWords.overview(Map.of()),
                        0,
                        "STREAMING")));
        return HttpReply.json(new JobList(jobs));
    }

    /** When a job began, and when it ended if it has. */
    record Times(long start, long end, long duration) {

        static Times of(Jobs.Entry entry, long now) {
            long start = entry.job().acceptedAtMillis();
            long end = entry.result().isDone() ? entry.chronicle().lastChangeMillis() : NEVER;
            return new Times(start, end, Math.max(0, (end == NEVER ? now : end) - start));
        }
    }

    private record VertexDetail(
            String id,
            String name,
            int maxParallelism,
            int parallelism,
            String status,
            @JsonProperty("start-time") long startTime,
            @JsonProperty("end-time") long endTime,
            long duration,
            Map<String, Integer> tasks,
            Map<String, Object> metrics) {}

    private record Detail(
            String jid,
            String name,
            boolean isStoppable,
            String state,
            @JsonProperty("job-type") String jobType,
            @JsonProperty("start-time") long startTime,
            @JsonProperty("end-time") long endTime,
            long duration,
            int maxParallelism,
            long now,
            Map<String, Long> timestamps,
            List<VertexDetail> vertices,
            @JsonProperty("status-counts") Map<String, Integer> statusCounts,
            JobPlanReply.Graph plan,
            @JsonProperty("pending-operators") int pendingOperators) {}

    private static HttpReply detail(HttpRequest request, Leader leader) throws Exception {
        Jobs.Entry entry = Requests.job(request, leader);
        ExecutionPlan plan = entry.job().plan();
        Optional<JobView> view = Requests.viewOf(plan.job(), Requests.view(leader, Optional.of(plan.job())));
        long now = System.currentTimeMillis();
        Times times = Times.of(entry, now);
        List<VertexDetail> vertices = plan.vertices().stream()
                .map(vertex -> vertex(vertex, view, times))
                .toList();
        Map<String, Integer> statusCounts = FlinkWords.counts(Map.of());
        vertices.forEach(vertex -> statusCounts.merge(vertex.status(), 1, Integer::sum));
        return HttpReply.json(new Detail(
                plan.job().toString(),
                plan.name(),
                false,
                FlinkWords.of(entry, view),
                "STREAMING",
                times.start(),
                times.end(),
                times.duration(),
                -1,
                now,
                timestamps(entry),
                vertices,
                statusCounts,
                JobPlanReply.of(plan).plan(),
                0));
    }

    private static VertexDetail vertex(Vertex vertex, Optional<JobView> job, Times times) {
        List<TaskView> tasks = job.map(JobView::tasks).orElse(List.of()).stream()
                .filter(task -> task.subtask().vertex().equals(vertex.id()))
                .toList();
        EnumMap<TaskPhase, Integer> phases = new EnumMap<>(TaskPhase.class);
        tasks.forEach(task -> phases.merge(task.phase(), 1, Integer::sum));
        return new VertexDetail(
                vertex.id().toString(),
                vertex.name(),
                vertex.maxParallelism(),
                vertex.parallelism(),
                FlinkWords.ofVertex(tasks),
                times.start(),
                times.end(),
                times.duration(),
                FlinkWords.counts(phases),
                Map.of());
    }

    private static Map<String, Long> timestamps(Jobs.Entry entry) {
        Map<String, Long> timestamps = new TreeMap<>();
        for (JobStatus status : JobStatus.values()) {
            timestamps.put(FlinkWords.of(status), 0L);
        }
        timestamps.put("CREATED", entry.job().acceptedAtMillis());
        entry.chronicle().times().forEach((status, at) -> timestamps.merge(FlinkWords.of(status), at, Math::max));
        return timestamps;
    }

    private static HttpReply plan(HttpRequest request, Leader leader) throws HttpProblem {
        return HttpReply.json(
                JobPlanReply.of(Requests.job(request, leader).job().plan()));
    }

    private record Status(String status) {}

    private static HttpReply status(HttpRequest request, Leader leader) throws Exception {
        if (leader.jobs().unreadable().containsKey(Requests.jobId(request))) {
            return HttpReply.json(new Status("SUSPENDED"));
        }
        Jobs.Entry entry = Requests.job(request, leader);
        JobId job = entry.job().plan().job();
        return HttpReply.json(new Status(
                FlinkWords.of(entry, Requests.viewOf(job, Requests.view(leader, Optional.empty())))));
    }

    record Incident(String exceptionName, String stacktrace, long timestamp) {}

    private record History(List<Incident> entries, boolean truncated) {}

    private record Exceptions(
            @JsonProperty("root-exception") Optional<String> rootException,
            Optional<Long> timestamp,
            @JsonProperty("all-exceptions") List<Incident> allExceptions,
            boolean truncated,
            History exceptionHistory) {}

    private static HttpReply exceptions(HttpRequest request, Leader leader) throws HttpProblem {
        List<Incident> entries = incidents(Requests.job(request, leader));
        Optional<Incident> newest = entries.stream().findFirst();
        return HttpReply.json(new Exceptions(
                newest.map(Incident::stacktrace),
                newest.map(Incident::timestamp),
                List.of(),
                false,
                new History(entries, false)));
    }

    /** What went wrong with a job, the newest first. */
    static List<Incident> incidents(Jobs.Entry entry) {
        List<JobChronicle.Incident> incidents = entry.chronicle().incidents();
        return incidents.stream()
                .map(each -> new Incident(
                        each.reason().code().toString(), each.reason().toString(), each.atMillis()))
                .toList();
    }

    private record QueueStatus(String id) {}

    private record FailureCause(
            @JsonProperty("class") String className,
            @JsonProperty("stack-trace") String stackTrace) {}

    private record ExecutionResult(
            String id,
            @JsonProperty("application-status") String applicationStatus,
            @JsonProperty("net-runtime") long netRuntime,
            @JsonProperty("accumulator-results") Map<String, Object> accumulators,
            @JsonProperty("failure-cause") Optional<FailureCause> failureCause) {}

    private record ResultReply(
            QueueStatus status,
            @JsonProperty("job-execution-result") Optional<ExecutionResult> result) {}

    private static HttpReply result(HttpRequest request, Leader leader) throws HttpProblem {
        Jobs.Entry entry = Requests.job(request, leader);
        if (!entry.result().isDone()) {
            return HttpReply.json(new ResultReply(new QueueStatus("IN_PROGRESS"), Optional.empty()));
        }
        JobResult result = entry.result().join();
        return HttpReply.json(new ResultReply(
                new QueueStatus("COMPLETED"),
                Optional.of(new ExecutionResult(
                        result.job().toString(),
                        result.status() == JobStatus.FINISHED ? "SUCCEEDED" : FlinkWords.of(result.status()),
                        Times.of(entry, System.currentTimeMillis()).duration(),
                        Map.of(),
                        result.reason()
                                .map(reason -> new FailureCause(reason.code().toString(), reason.toString()))))));
    }

    private static HttpReply noPlainStop() throws HttpProblem {
        throw new HttpProblem(
                BAD,
                "Expected a job to be cancelled or stopped with a savepoint, but found a stop without: POST to"
                        + " /jobs/:jobid/stop, or GET /jobs/:jobid/yarn-cancel.");
    }

    private static HttpReply cancel(HttpRequest request, Leader leader) throws HttpProblem {
        String mode = request.queryParameter("mode").orElse("cancel");
        if (!mode.equals("cancel")) {
            throw new HttpProblem(
                    BAD,
                    "Expected mode=cancel, but found mode=" + mode
                            + ". To stop a job with a savepoint, POST to /jobs/:jobid/stop.");
        }
        JobId job = Requests.jobId(request);
        if (leader.jobs().unreadable().containsKey(job)) {
            giveUp(leader, job);
            return HttpReply.json(ACCEPTED, Map.of());
        }
        Requests.job(request, leader);
        Wishes.record(leader, job, "cancel", new JobEvent.CancelAsked());
        return HttpReply.json(ACCEPTED, Map.of());
    }

    private static void giveUp(Leader leader, JobId job) throws HttpProblem {
        if (leader.jobs().giveUp(job) == WriteOutcome.UNKNOWN) {
            throw new HttpProblem(
                    NOT_NOW,
                    "Expected to give up job " + job
                            + ", which cannot be read, but could not delete what is recorded of"
                            + " it: the JobManager's log says why. Ask again.");
        }
    }
}
