package dev.selvage.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.platform.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients say that do not keep to the usual, by the byte. */
class HttpProtocolTest {

    private static final String HOST = "Host: test\r\n";

    @TempDir
    private Path directory;

    private final List<String> handled = new CopyOnWriteArrayList<>();
    private final Route echo = Route.post("/echo", request -> {
        handled.add(request.text());
        return HttpReply.text(request.text());
    });

    private HttpSettings settings() {
        return HttpScene.settings(directory);
    }

    private HttpScene scene(Route... routes) throws IOException {
        return HttpScene.of(directory, routes);
    }

    private static String post(String headers, String body) {
        return "POST /echo HTTP/1.1\r\n" + HOST + headers + "\r\n" + body;
    }

    private static String post(String body) {
        return post("Content-Length: " + body.length() + "\r\n", body);
    }

    @Test
    void requestsThatComeAtOnceAreAnsweredInTheirOrder() throws Exception {
        AtomicInteger underWay = new AtomicInteger();
        Route slowFirst = Route.get("/:number", request -> {
            assertThat(underWay.incrementAndGet()).isEqualTo(1);
            handled.add(request.pathParameter("number"));
            underWay.decrementAndGet();
            return HttpReply.text(request.pathParameter("number"));
        });
        try (HttpScene scene = scene(slowFirst, echo);
                RawClient client = scene.raw()) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 500; i++) {
                all.append("GET /")
                        .append(i)
                        .append(" HTTP/1.1\r\n")
                        .append(HOST)
                        .append("\r\n");
                all.append(post("body " + i));
            }
            Thread saying = new Thread(() -> {
                try {
                    client.say(all.toString());
                } catch (IOException e) {
                    handled.add(e.toString());
                }
            });
            saying.start();
            for (int i = 0; i < 500; i++) {
                assertThat(client.reply().body()).isEqualTo(Integer.toString(i));
                assertThat(client.reply().body()).isEqualTo("body " + i);
            }
            saying.join();
            assertThat(handled).hasSize(1000);
        }
    }

    @Test
    void whatCanBeReadInTwoWaysIsRefusedAndEndsTheConnection() throws Exception {
        String next = post("smuggled");
        List<String> refused = List.of(
                "hello\r\n\r\n",
                "GET /echo\r\n\r\n",
                post("Content-Length: 0\r\n", "").replace("\r", ""),
                "POST /echo HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
                "POST /echo HTTP/1.1\r\n" + HOST + HOST + "Content-Length: 0\r\n\r\n",
                "POST http://test/echo HTTP/1.1\r\n" + HOST + "Content-Length: 0\r\n\r\n",
                "POST /echo%zz HTTP/1.1\r\n" + HOST + "Content-Length: 0\r\n\r\n",
                "POST /ec ho HTTP/1.1\r\n" + HOST + "Content-Length: 0\r\n\r\n",
                post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
                post("Content-Length: 3\r\nContent-Length: 4\r\n", "abc"),
                post("Content-Length: 3, 3\r\n", "abc"),
                post("Content-Length: +3\r\n", "abc"),
                post("Content-Length : 3\r\n", "abc"),
                post("Content-Length: -1\r\n", ""),
                post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"),
                post("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n"),
                post("Transfer-Encoding: chunked\r\n", "zz\r\nabc\r\n"),
                post("X Y: 1\r\nContent-Length: 0\r\n", ""));
        try (HttpScene scene = scene(echo)) {
            for (String request : refused) {
                try (RawClient client = scene.raw()) {
                    RawClient.Reply reply = client.say(request + next).reply();
                    assertThat(reply.status()).as(request).isEqualTo(400);
                    assertThat(reply.headers()).as(request).containsEntry("connection", "close");
                    assertThat(reply.body()).as(request).contains("{\"errors\":[\"Expected");
                    assertThat(client.awaitClosed()).as(request).isTrue();
                }
            }
            try (RawClient client = scene.raw()) {
                assertThat(client.say(post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"))
                                .reply()
                                .status())
                        .isEqualTo(501);
            }
            try (RawClient client = scene.raw()) {
                assertThat(client.say("GET /echo HTTP/2.7\r\n" + HOST + "\r\n")
                                .reply()
                                .status())
                        .isEqualTo(505);
            }
            assertThat(handled).isEmpty();
            scene.awaitConnections(0);
        }
    }

    @Test
    void aBodyMayComeInPiecesHoweverSmall() throws Exception {
        try (HttpScene scene = scene(echo);
                RawClient client = scene.raw()) {
            String pieces = "1\r\nx\r\n".repeat(20_000) + "3;some=thing\r\nyyy\r\n0\r\nTrailer: 1\r\n\r\n";
            assertThat(client.say(post("Transfer-Encoding: chunked\r\n", pieces))
                            .reply()
                            .body())
                    .isEqualTo("x".repeat(20_000) + "yyy");
            assertThat(client.say(post("next")).reply().body()).isEqualTo("next");
        }
    }

    @Test
    void whoeverAsksFirstIsToldToGoOnOnlyIfItIsWorthIt() throws Exception {
        String expects = "Expect: 100-continue\r\n";
        try (HttpScene scene = scene(echo)) {
            try (RawClient client = scene.raw()) {
                assertThat(client.say(post(expects + "Content-Length: 4\r\n", ""))
                                .head()
                                .status())
                        .isEqualTo(100);
                assertThat(client.say("body").reply().body()).isEqualTo("body");
                assertThat(client.say(post("next")).reply().body()).isEqualTo("next");
            }
            try (RawClient client = scene.raw()) {
                assertThat(client.say("POST /nowhere HTTP/1.1\r\n" + HOST + expects + "Content-Length: 4\r\n\r\n")
                                .reply()
                                .status())
                        .isEqualTo(404);
                assertThat(client.awaitClosed()).isTrue();
            }
            try (RawClient client = scene.raw()) {
                assertThat(client.say(post(expects + "Content-Length: 10000000\r\n", ""))
                                .reply()
                                .status())
                        .isEqualTo(413);
                assertThat(client.awaitClosed()).isTrue();
            }
        }
    }

    @Test
    void whatIsTooLongIsRefusedWithASentenceThatArrives() throws Exception {
        HttpSettings small =
                new HttpSettings(100_000, 1_000, 10, Duration.ofMinutes(1), Duration.ofSeconds(5), directory);
        try (HttpScene scene = new HttpScene(small, echo)) {
            // The client sends all of it before it listens, as most do.
            String big = "x".repeat(5_000_000);
            try (RawClient client = scene.raw()) {
                RawClient.Reply reply = client.say(post(big)).reply();
                assertThat(reply.status()).isEqualTo(413);
                assertThat(reply.body()).contains("at most 100000 bytes", "5000000", "rest.server.max-content-length");
                assertThat(client.awaitClosed()).isTrue();
            }
            try (RawClient client = scene.raw()) {
                String pieces = ("ff\r\n" + "x".repeat(255) + "\r\n").repeat(20_000);
                RawClient.Reply reply = client.say(
                                "POST /nowhere HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n" + pieces)
                        .reply();
                assertThat(reply.status()).isEqualTo(413);
            }
            try (RawClient client = scene.raw()) {
                RawClient.Reply reply = client.say(post("x".repeat(1_001))).reply();
                assertThat(reply.status()).isEqualTo(413);
                assertThat(reply.body()).contains("at most 1000 bytes", "multipart/form-data");
            }
            try (RawClient client = scene.raw()) {
                assertThat(client.say(post("x".repeat(1_000))).reply().status()).isEqualTo(200);
            }
            assertThat(handled).containsExactly("x".repeat(1_000));
        }
    }

    @Test
    void aPathThatIsNotThereCostsNoConnection() throws Exception {
        try (HttpScene scene = scene(echo);
                RawClient client = scene.raw()) {
            client.say("POST /nowhere HTTP/1.1\r\n" + HOST + "Content-Length: 8\r\n\r\nGET /x H");
            assertThat(client.reply().status()).isEqualTo(404);
            assertThat(client.ask("DELETE", "/echo").reply().status()).isEqualTo(405);
            assertThat(client.say(post("still here")).reply().body()).isEqualTo("still here");
        }
    }

    @Test
    void connectionsEndWhenTheirClientsWantItSo() throws Exception {
        try (HttpScene scene = scene(echo)) {
            for (String request : List.of(
                    post("Connection: close\r\nContent-Length: 1\r\n", "x"),
                    "POST /echo HTTP/1.0\r\nContent-Length: 1\r\n\r\nx")) {
                try (RawClient client = scene.raw()) {
                    RawClient.Reply reply = client.say(request).reply();
                    assertThat(reply.body()).isEqualTo("x");
                    assertThat(reply.headers()).containsEntry("connection", "close");
                    assertThat(client.awaitClosed()).isTrue();
                }
            }
        }
    }

    @Test
    void aConnectionOnWhichNothingMovesEnds() throws Exception {
        try (HttpScene scene = new HttpScene(settings().withStillness(Duration.ofMillis(200)), echo);
                RawClient silent = scene.raw();
                RawClient inTheBody = scene.raw();
                RawClient inTheHead = scene.raw()) {
            assertThat(silent.say(post("one")).reply().body()).isEqualTo("one");
            inTheBody.say(post("Content-Length: 5\r\n", "x"));
            assertThat(silent.awaitClosed()).isTrue();
            assertThat(inTheBody.awaitClosed()).isTrue();
            // A head that never comes to its end does not count as moving, or a byte a minute would hold a connection
            // for ever.
            inTheHead.say("GET /");
            Await.until("a head without an end is given up", HttpScene.BOUND, () -> {
                try {
                    inTheHead.say("x");
                    return false;
                } catch (IOException closed) {
                    return true;
                }
            });
            scene.awaitConnections(0);
            assertThat(handled).containsExactly("one");
        }
    }

    @Test
    void aHandlerMayTakeLongerThanAClientMayBeStill() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        Route slow = Route.get("/slow", request -> {
            goOn.await();
            return HttpReply.text("slow");
        });
        try (HttpScene scene = new HttpScene(settings().withStillness(Duration.ofMillis(100)), slow);
                RawClient client = scene.raw()) {
            client.ask("GET", "/slow");
            for (int i = 0; i < 3; i++) {
                try (RawClient still = scene.raw()) {
                    still.awaitClosed();
                }
            }
            goOn.countDown();
            assertThat(client.reply().body()).isEqualTo("slow");
        }
    }

    @Test
    void whoeverAsksMuchAndReadsNothingCostsOneReply() throws Exception {
        byte[] large = new byte[32 << 20];
        Route big = Route.get("/big", request -> {
            handled.add("big");
            return HttpReply.bytes("image/png", large);
        });
        try (HttpScene scene = new HttpScene(settings().withStillness(Duration.ofMillis(300)), big);
                RawClient client = scene.raw()) {
            for (int i = 0; i < 50; i++) {
                client.ask("GET", "/big");
            }
            Await.until("it is asked", HttpScene.BOUND, () -> !handled.isEmpty());
            scene.awaitConnections(0);
            assertThat(handled).hasSize(1);
        }
    }

    @Test
    void whoeverFindsNoRoomIsServedWhenOthersGo() throws Exception {
        try (HttpScene scene = new HttpScene(settings().withMostConnections(2), echo);
                RawClient one = scene.raw();
                RawClient two = scene.raw()) {
            assertThat(one.say(post("one")).reply().body()).isEqualTo("one");
            assertThat(two.say(post("two")).reply().body()).isEqualTo("two");
            try (RawClient three = scene.raw()) {
                three.say(post("three"));
                assertThat(one.say(post("one again")).reply().body()).isEqualTo("one again");
                assertThat(two.say(post("two again")).reply().body()).isEqualTo("two again");
                assertThat(scene.server.connections()).isEqualTo(2);
                assertThat(handled).doesNotContain("three");
                one.hangUp();
                assertThat(three.reply().body()).isEqualTo("three");
            }
        }
    }
}
