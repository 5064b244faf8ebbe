package dev.selvage.client;

import dev.selvage.platform.http.HttpHandler;
import dev.selvage.platform.http.HttpProblem;
import dev.selvage.platform.http.HttpReply;
import dev.selvage.platform.http.HttpRequest;
import dev.selvage.platform.http.HttpScene;
import dev.selvage.platform.http.Part;
import dev.selvage.platform.http.Route;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** REST of a cluster, as far as the command line asks it, with answers that a test has prepared. */
public final class FakeCluster implements AutoCloseable {

    /** The one job that it has from the beginning. */
    public static final String JOB = "0123456789abcdef0123456789abcdef";

    /** What was asked, in order: method, path, and the body or the names of its parts. */
    public final List<String> heard = new CopyOnWriteArrayList<>();

    private final Queue<String> states = new ConcurrentLinkedQueue<>();
    private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
    private final Deque<Map<String, Object>> incidents = new ConcurrentLinkedDeque<>();
    private final HttpScene scene;
    private volatile String ended = "SUCCEEDED";
    private volatile String savepointFailure = "";

    public FakeCluster(Path directory) throws IOException {
        this.scene = HttpScene.of(
                directory.resolve("uploads"),
                Route.get("/jobs/overview", heard(request -> HttpReply.json(Map.of("jobs", overview())))),
                Route.post("/jobs", heard(request -> HttpReply.json(202, Map.of("submitUrl", "/jobs/x")))),
                Route.get("/jobs/:jobid/status", heard(request -> HttpReply.json(Map.of("status", state())))),
                Route.get("/jobs/:jobid/execution-result", heard(this::result)),
                Route.get("/jobs/:jobid/exceptions", heard(request -> exceptions(request.pathParameter("jobid")))),
                Route.patch("/jobs/:jobid", heard(this::cancel)),
                Route.post("/jobs/:jobid/savepoints", heard(FakeCluster::triggered)),
                Route.post("/jobs/:jobid/stop", heard(FakeCluster::triggered)),
                Route.get("/jobs/:jobid/savepoints/:triggerid", heard(request -> outcome())),
                Route.post("/savepoint-disposal", heard(FakeCluster::triggered)),
                Route.get("/savepoint-disposal/:triggerid", heard(request -> outcome())));
    }

    private interface Answer {
        HttpReply to(HttpRequest request) throws Exception;
    }

    private HttpHandler heard(Answer answer) {
        return request -> {
            String body = request.parts().isEmpty()
                    ? request.text()
                    : request.parts().stream().map(Part::name).collect(Collectors.joining(","));
            heard.add((request.method() + " " + request.target() + " " + body).strip());
            String refusal = refusals.poll();
            if (refusal != null) {
                throw new HttpProblem(503, refusal);
            }
            return answer.to(request);
        };
    }

    /** Where it is, as {@code -m} takes it. */
    public String place() {
        return address().getHost() + ":" + address().getPort();
    }

    public URI address() {
        return scene.address();
    }

    /** The next answer, whatever it is for, is 503 with this sentence. */
    public void refuse(String sentence) {
        refusals.add(sentence);
    }

    /** These are the next answers to who asks where a job stands; the last one stays. */
    public void states(String... next) {
        states.addAll(List.of(next));
    }

    /** Something goes wrong with the one job, and the job goes on. */
    public void meets(String reason, long atMillis) {
        incidents.addFirst(Map.of("exceptionName", "any", "stacktrace", reason, "timestamp", atMillis));
    }

    /** How jobs end. */
    public void ends(String how) {
        ended = how;
    }

    /** No savepoint is made or deleted, for this reason. */
    public void failSavepoints(String reason) {
        savepointFailure = reason;
    }

    private String state() {
        String next = states.size() > 1 ? states.poll() : states.peek();
        return next == null ? "FINISHED" : next;
    }

    private static List<Map<String, Object>> overview() {
        return List.of(
                job(JOB, "counts", "RUNNING", 2_000),
                job("1".repeat(32), "sums", "FINISHED", 1_000),
                job("2".repeat(32), "waits", "CREATED", 3_000),
                job("3".repeat(32), "broken", "SUSPENDED", 4_000),
                job("4".repeat(32), "early", "RESTARTING", 1_000));
    }

    private static Map<String, Object> job(String id, String name, String state, long start) {
        return Map.of("jid", id, "name", name, "state", state, "start-time", start, "tasks", Map.of());
    }

    private HttpReply exceptions(String job) throws HttpProblem {
        List<Object> entries = job.equals(JOB) ? List.copyOf(incidents) : List.of();
        return HttpReply.json(Map.of("exceptionHistory", Map.of("entries", entries, "truncated", false)));
    }

    private HttpReply result(HttpRequest request) throws HttpProblem {
        if (ended.equals("SUSPENDED")) {
            throw new HttpProblem(409, "Expected a job that can go on, but found it suspended: a file is gone.");
        }
        Map<String, Object> result = new LinkedHashMap<>(Map.of("application-status", ended, "net-runtime", 1_500));
        if (ended.equals("FAILED")) {
            result.put("failure-cause", Map.of("class", "TASK_FAILED", "stack-trace", "TASK_FAILED: it rained"));
        }
        return HttpReply.json(Map.of("status", Map.of("id", "COMPLETED"), "job-execution-result", result));
    }

    private HttpReply cancel(HttpRequest request) throws HttpProblem {
        if (!request.pathParameter("jobid").equals(JOB)) {
            throw new HttpProblem(404, "Expected a job of this cluster, but found none.");
        }
        return HttpReply.json(202, Map.of());
    }

    private static HttpReply triggered(HttpRequest request) {
        return HttpReply.json(202, Map.of("request-id", "f".repeat(32)));
    }

    private HttpReply outcome() {
        Map<String, Object> operation = savepointFailure.isEmpty()
                ? Map.of("location", "/made/savepoint-1")
                : Map.of("failure-cause", Map.of("class", "any", "stack-trace", savepointFailure));
        return HttpReply.json(Map.of("status", Map.of("id", "COMPLETED"), "operation", operation));
    }

    @Override
    public void close() {
        scene.close();
    }
}
