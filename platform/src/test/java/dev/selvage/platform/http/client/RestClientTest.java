package dev.selvage.platform.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.selvage.platform.http.HttpProblem;
import dev.selvage.platform.http.HttpReply;
import dev.selvage.platform.http.HttpScene;
import dev.selvage.platform.http.Route;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestClientTest {

    /** More than the JDK's client puts up with by itself. */
    private static final int HANG_UPS = 12;

    @TempDir
    private Path directory;

    private final List<String> heard = new CopyOnWriteArrayList<>();

    record Job(String id, Optional<String> name) {}

    private HttpScene scene(Route... routes) throws IOException {
        return HttpScene.of(directory.resolve("uploads"), routes);
    }

    private static RestClient client(URI address, int retries) {
        return new RestClient(
                address,
                new RestClientSettings(
                        Duration.ofSeconds(10), Duration.ofSeconds(30), retries, Duration.ofMillis(5), 1_000));
    }

    private static RestClient client(HttpScene scene) {
        return client(scene.address(), 0);
    }

    @Test
    void objectsGoBothWaysByEveryMethod() throws Exception {
        try (HttpScene scene = scene(
                Route.get("/jobs/:id", r -> HttpReply.json(new Job(r.pathParameter("id"), r.queryParameter("name")))),
                Route.post("/jobs", r -> HttpReply.json(202, r.json(Job.class))),
                Route.patch(
                        "/jobs",
                        r -> HttpReply.json(new Job("patched", r.json(Job.class).name()))),
                Route.delete("/jobs/:id", r -> HttpReply.json(new Job("deleted", Optional.empty()))))) {
            RestClient client = client(scene);
            Job job = new Job("1", Optional.of("ä"));
            assertThat(client.get("/jobs/1?name=%C3%A4", Job.class)).isEqualTo(job);
            assertThat(client.get("jobs/1", JsonNode.class).toString()).isEqualTo("{\"id\":\"1\",\"name\":null}");
            assertThat(client.post("/jobs", job, Job.class)).isEqualTo(job);
            assertThat(client.patch("/jobs", job, Job.class).id()).isEqualTo("patched");
            assertThat(client.delete("/v1/jobs/1", Job.class).id()).isEqualTo("deleted");
        }
    }

    @Test
    void formsAreStreamedFromTheirFiles() throws Exception {
        Path jar = Files.writeString(directory.resolve("a \"b\".jar"), "x".repeat(500_000));
        try (HttpScene scene = scene(Route.post("/jars/upload", r -> {
            for (var part : r.parts()) {
                heard.add(
                        part.name() + " " + part.fileName().orElse("-") + " " + part.contentType() + " " + part.size());
            }
            return HttpReply.json(Map.of("text", r.part("request").orElseThrow().text()));
        }))) {
            JsonNode answer = client(scene)
                    .upload(
                            "/jars/upload",
                            List.of(
                                    FormPart.file("jarfile", jar, "application/java-archive"),
                                    FormPart.text("request", "{\"a\":\"ä\"}", "application/json")),
                            JsonNode.class);
            assertThat(answer.get("text").asText()).isEqualTo("{\"a\":\"ä\"}");
            assertThat(heard)
                    .containsExactly(
                            "jarfile a %22b%22.jar application/java-archive 500000", "request - application/json 10");
        }
    }

    @Test
    void aRefusalCarriesTheServersSentenceAndStatus() throws Exception {
        try (HttpScene scene = scene(
                Route.get("/problem", r -> {
                    throw new HttpProblem(409, "Expected this, found that.");
                }),
                Route.get("/several", r -> HttpReply.json(400, Map.of("errors", List.of("One.", "Two.")))),
                Route.get("/page", r -> HttpReply.text("<html>no").withStatus(502)),
                Route.get("/other", r -> HttpReply.json(Map.of("id", List.of()))),
                Route.get("/long", r -> HttpReply.text("x".repeat(1_001))))) {
            RestClient client = client(scene);
            RestException problem = catchThrowableOfType(RestException.class, () -> client.get("/problem", Job.class));
            assertThat(problem.status()).isEqualTo(409);
            assertThat(problem.errors()).containsExactly("Expected this, found that.");
            assertThat(problem).hasMessage("Expected this, found that.");
            assertThatThrownBy(() -> client.get("/several", Job.class)).hasMessage("One. Two.");
            assertThatThrownBy(() -> client.get("/page", Job.class)).hasMessageContaining("found status 502");
            assertThatThrownBy(() -> client.get("/other", Job.class)).hasMessageContaining("cannot read what came");
            assertThatThrownBy(() -> client(scene.address(), 1_000_000).get("/long", Job.class))
                    .hasMessageContaining("at most 1000 bytes");
        }
    }

    @Test
    void aRedirectIsFollowedWithTheSameMethodAndBody() throws Exception {
        Path jar = Files.writeString(directory.resolve("job.jar"), "x".repeat(300_000));
        try (HttpScene leader = scene(
                        Route.post("/jobs", r -> HttpReply.json(r.json(Job.class))),
                        Route.patch("/jobs", r -> HttpReply.json(r.json(Job.class))),
                        Route.post(
                                "/jars/upload",
                                r -> HttpReply.json(
                                        new Job(r.part("jarfile").orElseThrow().size() + "", Optional.empty()))));
                HttpScene standby = scene(
                        Route.post("/jobs", r -> elsewhere(leader, r.target())),
                        Route.patch("/jobs", r -> elsewhere(leader, r.target())),
                        Route.post("/jars/upload", r -> elsewhere(leader, r.target())))) {
            Job job = new Job("1", Optional.of("name"));
            assertThat(client(standby).post("/v1/jobs?a=%20", job, Job.class)).isEqualTo(job);
            assertThat(client(standby).patch("/jobs", job, Job.class)).isEqualTo(job);
            List<FormPart> form = List.of(FormPart.file("jarfile", jar, "application/java-archive"));
            assertThat(client(standby).upload("/jars/upload", form, Job.class).id())
                    .isEqualTo("300000");
        }
    }

    private static HttpReply elsewhere(HttpScene leader, String target) {
        return HttpReply.redirect(leader.address().resolve(target));
    }

    @Test
    void whereNobodyLeadsYetItIsAskedAgain() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (HttpScene scene = scene(Route.post("/jobs", r -> {
            if (asked.incrementAndGet() < 4) {
                throw new HttpProblem(503, "Expected a leader, found none yet.");
            }
            return HttpReply.json(r.json(Job.class));
        }))) {
            Job job = new Job("1", Optional.empty());
            assertThat(client(scene.address(), 3).post("/jobs", job, Job.class)).isEqualTo(job);
            asked.set(0);
            assertThat(catchThrowableOfType(
                                    RestException.class,
                                    () -> client(scene.address(), 2).post("/jobs", job, Job.class))
                            .status())
                    .isEqualTo(503);
            assertThat(asked).hasValue(3);
        }
    }

    @Test
    void whereNobodyAnswersYetItIsAskedAgain() throws Exception {
        URI free = freeAddress();
        assertThatThrownBy(() -> client(free, 2).post("/jobs", "x", JsonNode.class))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Expected an answer to POST " + free + "jobs, but there is none");

        List<String> answers = new CopyOnWriteArrayList<>();
        Thread asking = new Thread(() -> {
            try {
                answers.add(client(free, 1_000_000).post("/jobs", "x", String.class));
            } catch (IOException | InterruptedException e) {
                answers.add(e.toString());
            }
        });
        asking.start();
        try (ServerSocket server = new ServerSocket(free.getPort(), 10, InetAddress.getLoopbackAddress());
                Socket accepted = server.accept()) {
            answer(accepted, "\"here\"");
            asking.join();
        }
        assertThat(answers).containsExactly("here");
    }

    private static URI freeAddress() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://" + HttpScene.HOST + ":" + probe.getLocalPort() + "/");
        }
    }

    private static void answer(Socket socket, String json) throws IOException {
        byte[] unused = socket.getInputStream().readNBytes(1);
        assertThat(unused).hasSize(1);
        socket.getOutputStream()
                .write(("HTTP/1.1 200 OK\r\nContent-Length: " + json.length() + "\r\n\r\n" + json)
                        .getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void whatMayHaveBeenDoneIsNotAskedForTwice() throws Exception {
        AtomicInteger came = new AtomicInteger();
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            // Takes requests and hangs up, in the end with an answer; ends with its socket.
            Thread serving = new Thread(() -> {
                while (!server.isClosed()) {
                    try (Socket socket = server.accept()) {
                        if (socket.getInputStream().read() >= 0 && came.incrementAndGet() > HANG_UPS) {
                            answer(socket, "\"here\"");
                        }
                    } catch (IOException closed) {
                        // Of the client, or of the test.
                    }
                }
            });
            serving.start();
            URI address = URI.create("http://" + HttpScene.HOST + ":" + server.getLocalPort());
            assertThatThrownBy(() -> client(address, 20).post("/jobs", "x", String.class))
                    .isInstanceOf(IOException.class);
            assertThat(came).hasValue(1);
            assertThat(client(address, 20).get("/jobs", String.class)).isEqualTo("here");
        }
    }

    @Test
    void aPrefixOfAGatewayStandsBeforeAllPaths() throws Exception {
        try (HttpScene scene = scene(Route.get("/gateway/cluster/jobs", r -> HttpReply.json("here")))) {
            for (String prefix : List.of("gateway/cluster", "gateway/cluster/")) {
                assertThat(client(scene.address().resolve(prefix), 0).get("/jobs", String.class))
                        .isEqualTo("here");
            }
        }
    }

    @Test
    void manyMayAskAtOnce() throws Exception {
        try (HttpScene scene = scene(Route.get("/jobs/:id", r -> HttpReply.json(r.pathParameter("id"))))) {
            RestClient client = client(scene);
            List<Thread> asking = java.util.stream.IntStream.range(0, 20)
                    .mapToObj(id -> new Thread(() -> {
                        try {
                            heard.add(client.get("/jobs/" + id, String.class));
                        } catch (IOException | InterruptedException e) {
                            heard.add(e.toString());
                        }
                    }))
                    .collect(Collectors.toList());
            asking.forEach(Thread::start);
            for (Thread thread : asking) {
                thread.join();
            }
            assertThat(heard)
                    .containsExactlyInAnyOrderElementsOf(java.util.stream.IntStream.range(0, 20)
                            .mapToObj(Integer::toString)
                            .toList());
        }
    }
}
