package dev.selvage.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.selvage.core.config.option.PortRange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpServerTest {

    @TempDir
    private Path directory;

    private HttpScene scene(Route... routes) throws IOException {
        return HttpScene.of(directory.resolve("uploads"), routes);
    }

    private static String error(String sentence) {
        return "{\"errors\":[\"" + sentence + "\"]}";
    }

    @Test
    void aRequestReachesItsHandlerDecoded() throws Exception {
        List<HttpRequest> seen = new ArrayList<>();
        try (HttpScene scene = scene(Route.post("/jobs/:jobid/:vertex", request -> {
            seen.add(request);
            return HttpReply.empty(202);
        }))) {
            String target = "/v1/jobs/a%2Fb%20%C3%A4+c/%3Av?mode=a%26b+c&mode=%3D&empty&semi=1;2";
            HttpResponse<String> reply = scene.send(
                    "POST", target, BodyPublishers.ofString("{\"a\": [1]}"), "X-Some", "one", "x-some", "two");

            assertThat(reply.statusCode()).isEqualTo(202);
            HttpRequest request = seen.get(0);
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.target()).isEqualTo(target);
            assertThat(request.pathParameters()).isEqualTo(Map.of("jobid", "a/b ä+c", "vertex", ":v"));
            assertThat(request.pathParameter("vertex")).isEqualTo(":v");
            assertThatThrownBy(() -> request.pathParameter("job")).hasMessageContaining("[jobid, vertex]");
            assertThat(request.query())
                    .isEqualTo(Map.of("mode", List.of("a&b c", "="), "empty", List.of(""), "semi", List.of("1;2")));
            assertThat(request.queryParameter("mode")).contains("a&b c");
            assertThat(request.queryParameter("none")).isEmpty();
            assertThat(request.headers().get("x-some")).containsExactly("one", "two");
            assertThat(request.header("X-SOME")).contains("one");
            assertThat(request.json(JsonNode.class).toString()).isEqualTo("{\"a\":[1]}");
        }
    }

    record Overview(
            @JsonProperty("job-id") String id,
            Optional<String> name,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<String> left) {}

    @Test
    void repliesOfEveryKindArriveAsTheyAre() throws Exception {
        byte[] bytes = new byte[300_000];
        new Random(1).nextBytes(bytes);
        Path file = Files.write(directory.resolve("file"), bytes);
        Path nothing = Files.createFile(directory.resolve("nothing"));
        try (HttpScene scene = scene(
                Route.get("/json", r -> HttpReply.json(new Overview("1", Optional.empty(), Optional.empty()))),
                Route.get("/text", r -> HttpReply.text("<b>ä</b>").withHeader("Access-Control-Allow-Origin", "*")),
                Route.get("/bytes", r -> HttpReply.bytes("image/png", bytes)),
                Route.get("/file", r -> HttpReply.file("image/png", file).withStatus(203)),
                Route.get("/nothing", r -> HttpReply.file("image/png", nothing)),
                Route.get("/empty", r -> HttpReply.empty(204)),
                Route.get("/elsewhere", r -> HttpReply.redirect(URI.create("http://other/x?y"))))) {
            HttpResponse<String> json = scene.get("/json");
            assertThat(json.body()).isEqualTo("{\"job-id\":\"1\",\"name\":null}");
            assertThat(json.headers().firstValue("Content-Type")).contains("application/json; charset=UTF-8");
            HttpResponse<String> text = scene.get("/text");
            assertThat(text.body()).isEqualTo("<b>ä</b>");
            assertThat(text.headers().firstValue("Content-Type")).contains("text/plain; charset=UTF-8");
            assertThat(text.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(text.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
            assertThat(text.headers().firstValue("Date")).isPresent();
            assertThat(scene.bytes("/bytes").body()).isEqualTo(bytes);
            assertThat(scene.bytes("/file").body()).isEqualTo(bytes);
            assertThat(scene.bytes("/file").statusCode()).isEqualTo(203);
            assertThat(scene.bytes("/nothing").body()).isEmpty();
            assertThat(scene.get("/empty").statusCode()).isEqualTo(204);
            assertThat(scene.get("/elsewhere").headers().firstValue("Location")).contains("http://other/x?y");
        }
    }

    @Test
    void headIsToldTheLengthAndNothingElse() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "in a file");
        try (HttpScene scene = scene(
                        Route.get("/text", r -> HttpReply.text("text")),
                        Route.get("/file", r -> HttpReply.file("text/plain", file)));
                RawClient client = scene.raw()) {
            for (Map.Entry<String, String> length :
                    Map.of("/text", "4", "/file", "9").entrySet()) {
                client.ask("HEAD", length.getKey());
                assertThat(client.head().headers()).containsEntry("content-length", length.getValue());
                // Whatever came too much would stand before this.
                assertThat(client.ask("GET", "/text").reply().body()).isEqualTo("text");
            }
            assertThat(client.ask("HEAD", "/nowhere").head().status()).isEqualTo(404);
            assertThat(client.say("hello\r\n\r\n").reply().body()).contains("cannot be understood");
        }
    }

    @Test
    void problemsAreToldInFlinksForm() throws Exception {
        try (HttpScene scene = scene(
                Route.get("/jobs/:jobid", r -> {
                    throw new HttpProblem(409, "Expected \"this\", found that.");
                }),
                Route.post("/json", r -> HttpReply.json(r.json(Overview.class))))) {
            HttpResponse<String> conflict = scene.get("/jobs/1");
            assertThat(conflict.statusCode()).isEqualTo(409);
            assertThat(conflict.body()).isEqualTo(error("Expected \\\"this\\\", found that."));
            HttpResponse<String> nowhere = scene.get("/%3Cscript%3E");
            assertThat(nowhere.statusCode()).isEqualTo(404);
            assertThat(nowhere.body())
                    .isEqualTo(error("Expected a path of this REST interface, found none of its paths."));
            HttpResponse<String> other = scene.send("DELETE", "/jobs/1", BodyPublishers.ofString("body"));
            assertThat(other.statusCode()).isEqualTo(405);
            assertThat(other.headers().firstValue("Allow")).contains("GET, HEAD");
            for (String none : List.of("", "null", "{\"job-id\":", "{} {}", "[]")) {
                HttpResponse<String> unread = scene.send("POST", "/json", BodyPublishers.ofString(none));
                assertThat(unread.statusCode()).as(none).isEqualTo(400);
                assertThat(unread.body()).as(none).contains("Expected JSON for this request");
            }
        }
    }

    @Test
    void whatAHandlerFailsOfStaysBetweenItAndTheLog() throws Exception {
        try (HttpScene scene = scene(
                Route.get("/bug", r -> {
                    throw new IllegalStateException("secret");
                }),
                Route.get("/injected", r -> HttpReply.text("text").withHeader("X", "1\r\nSet-Cookie: secret")),
                Route.get("/problem", r -> {
                    throw new HttpProblem(400, "secret", Map.of("X", "secret\nsecret"));
                }),
                Route.get("/unwritable", r -> HttpReply.json(new Object())),
                Route.get("/missing", r -> HttpReply.file("text/plain", directory.resolve("secret"))))) {
            for (String path : List.of("/bug", "/injected", "/problem", "/unwritable", "/missing")) {
                HttpResponse<String> reply = scene.get(path);
                assertThat(reply.statusCode()).as(path).isEqualTo(500);
                assertThat(reply.body()).as(path).contains("the log").doesNotContain("secret");
                assertThat(reply.headers().map()).as(path).doesNotContainKey("set-cookie");
            }
        }
    }

    @Test
    void anErrorIsAnsweredAndGoesToWhoeverLooksAfterTheThread() throws Exception {
        try (HttpScene scene = scene(Route.get("/error", r -> {
            throw new AssertionError("a bug");
        }))) {
            assertThat(scene.get("/error").statusCode()).isEqualTo(500);
            scene.handlers.close();
            assertThat(scene.faults).containsExactly("handlers-1: java.lang.AssertionError: a bug");
            scene.faults.clear();
        }
    }

    @Test
    void aHandlerThatWaitsKeepsOnlyItsOwnClientWaiting() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        try (HttpScene scene = scene(
                        Route.get("/slow", r -> {
                            begun.countDown();
                            goOn.await();
                            return HttpReply.text("slow");
                        }),
                        Route.get("/fast", r -> HttpReply.text("fast")));
                RawClient slow = scene.raw()) {
            slow.ask("GET", "/slow");
            begun.await();
            assertThat(scene.get("/fast").body()).isEqualTo("fast");
            goOn.countDown();
            assertThat(slow.reply().body()).isEqualTo("slow");
        }
    }

    @Test
    void fiftyClientsAtATimeAreEachToldWhatTheyAskedFor() throws Exception {
        List<String> wrong = new CopyOnWriteArrayList<>();
        try (HttpScene scene =
                scene(Route.post("/echo/:name", r -> HttpReply.text(r.pathParameter("name") + r.text())))) {
            List<Thread> clients = new ArrayList<>();
            for (int client = 0; client < 50; client++) {
                String name = "c" + client;
                clients.add(new Thread(() -> {
                    try (RawClient raw = scene.raw()) {
                        for (int i = 0; i < 20; i++) {
                            String body = name.repeat(100 * i) + i;
                            raw.say("POST /echo/" + name + " HTTP/1.1\r\nHost: test\r\nContent-Length: " + body.length()
                                    + "\r\n\r\n" + body);
                            if (!raw.reply().body().equals(name + body)) {
                                wrong.add(name + " heard something else in round " + i);
                            }
                        }
                    } catch (IOException e) {
                        wrong.add(name + ": " + e);
                    }
                }));
            }
            clients.forEach(Thread::start);
            for (Thread client : clients) {
                client.join();
            }
            assertThat(wrong).isEmpty();
            scene.awaitConnections(0);
        }
    }

    @Test
    void portsAreTriedInOrder() throws Exception {
        try (HttpScene scene = scene()) {
            int taken = scene.server.address().getPort();
            HttpSettings settings = HttpScene.settings(directory);
            PortRange.Span first = new PortRange.Span(taken, taken);
            assertThatThrownBy(() -> HttpServer.bind(
                            settings, HttpScene.HOST, new PortRange(List.of(first)), (where, fault) -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("127.0.0.1, port " + taken)
                    .hasMessageContaining("none that is free");
            PortRange both = new PortRange(List.of(first, new PortRange.Span(0, 0)));
            try (HttpServer other = HttpServer.bind(settings, HttpScene.HOST, both, (where, fault) -> {})) {
                assertThat(other.address().getPort()).isNotEqualTo(taken);
            }
        }
    }

    @Test
    void whereHandlersAreNotTakenTheClientIsToldSo() throws Exception {
        try (HttpServer server = HttpServer.bind(
                        HttpScene.settings(directory), HttpScene.HOST, HttpScene.ANY, (where, fault) -> {});
                RawClient client = new RawClient(server.address())) {
            // Whoever comes before it serves, waits.
            client.ask("GET", "/");
            server.serve(new Router(List.of(Route.get("/", r -> HttpReply.empty(200)))), work -> {
                throw new RejectedExecutionException();
            });
            assertThat(client.reply().status()).isEqualTo(503);
        }
    }

    @Test
    void theHeadOfARequestIsBoundedInItsParts() throws Exception {
        try (HttpScene scene = scene(Route.get("/", r -> HttpReply.text("here")))) {
            assertThat(scene.get("/?q=" + "x".repeat(7000)).statusCode()).isEqualTo(200);
            assertThat(scene.get("/?q=" + "x".repeat(9000)).statusCode()).isEqualTo(414);
            assertThat(scene.send("GET", "/", BodyPublishers.noBody(), "X", "x".repeat(17_000))
                            .statusCode())
                    .isEqualTo(431);
        }
    }

    @Test
    void bytesThatAreNoTextComeBackAsTheyWere() throws Exception {
        try (HttpScene scene = scene(Route.post("/", r -> HttpReply.text(r.text())))) {
            String text = "\u0000 ä € \uD83D\uDE00";
            assertThat(scene.send("POST", "/", BodyPublishers.ofString(text, StandardCharsets.UTF_8))
                            .body())
                    .isEqualTo(text);
        }
    }
}
