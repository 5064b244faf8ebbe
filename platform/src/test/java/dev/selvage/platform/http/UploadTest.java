package dev.selvage.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.platform.Await;
import dev.selvage.platform.ChildJvm;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadTest {

    private static final String TYPE = "multipart/form-data; boundary=xYz";

    @TempDir
    private Path directory;

    private final List<String> handled = new CopyOnWriteArrayList<>();

    private HttpScene scene(HttpHandler handler) throws IOException {
        return HttpScene.of(directory.resolve("uploads"), Route.post("/jars/upload", handler));
    }

    private static String form(String fileName, String content) {
        return "--xYz\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"" + fileName
                + "\"\r\nContent-Type: application/java-archive\r\n\r\n" + content + "\r\n--xYz--\r\n";
    }

    private static HttpResponse<String> upload(HttpScene scene, String form) throws Exception {
        return scene.send("POST", "/v1/jars/upload", BodyPublishers.ofString(form), "Content-Type", TYPE);
    }

    /** All but the last bytes of an upload. */
    private static RawClient begun(HttpScene scene) throws IOException {
        return scene.raw()
                .say("POST /jars/upload HTTP/1.1\r\nHost: test\r\nContent-Type: " + TYPE
                        + "\r\nContent-Length: 100000\r\n\r\n"
                        + form("job.jar", "x".repeat(1000)).substring(0, 500));
    }

    @Test
    void twoHundredMegabytesGoThroughAHeapOfForty() throws Exception {
        try (ChildJvm process = ChildJvm.start(
                directory,
                LargeUploadMain.class,
                List.of("-Xmx40m", "-XX:MaxDirectMemorySize=24m", "-XX:+ExitOnOutOfMemoryError"),
                directory.resolve("uploads").toString(),
                "200")) {
            assertThat(process.exitStatus()).as(process.output()).isZero();
            assertThat(process.output()).contains("200 MB arrived as they were sent, and nothing is left");
        }
    }

    @Test
    void aPartLiesInAFileOfOurOwnUntilItsRequestIsDone() throws Exception {
        try (HttpScene scene = scene(request -> {
            Part part = request.part("jarfile").orElseThrow();
            assertThat(part.file()).hasParent(directory.resolve("uploads"));
            assertThat(part.file().getFileName().toString())
                    .startsWith("upload-")
                    .doesNotContain("evil");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(part.file())))
                    .isEqualTo("rw-------");
            assertThat(request.text()).isEmpty();
            return HttpReply.text(
                    part.fileName().orElseThrow() + " " + part.contentType() + " " + part.size() + " " + part.text());
        })) {
            assertThat(upload(scene, form("../../evil.jar", "content")).body())
                    .isEqualTo("evil.jar application/java-archive 7 content");
            // Before it is answered, so that whoever hears the answer finds the directory empty.
            assertThat(scene.uploads()).isEmpty();
            assertThat(upload(scene, form("..", "content")).statusCode()).isEqualTo(400);
            scene.awaitNoUploads();
        }
    }

    @Test
    void whatTheHandlerMovesElsewhereStays() throws Exception {
        Path kept = directory.resolve("kept.jar");
        try (HttpScene scene = scene(request -> {
            Files.move(request.part("jarfile").orElseThrow().file(), kept);
            return HttpReply.empty(200);
        })) {
            assertThat(upload(scene, form("job.jar", "content")).statusCode()).isEqualTo(200);
            assertThat(kept).hasContent("content");
            assertThat(scene.uploads()).isEmpty();
        }
    }

    @Test
    void aPartMayBeTheReply() throws Exception {
        try (HttpScene scene = scene(
                request -> HttpReply.file("text/plain", request.parts().get(0).file()))) {
            assertThat(upload(scene, form("job.jar", "content")).body()).isEqualTo("content");
            assertThat(scene.uploads()).isEmpty();
        }
    }

    @Test
    void nothingIsLeftOfWhatFails() throws Exception {
        try (HttpScene scene = scene(request -> {
            handled.add("handled");
            throw new IOException("a failure");
        })) {
            assertThat(upload(scene, form("job.jar", "content")).statusCode()).isEqualTo(500);
            assertThat(scene.uploads()).isEmpty();
            assertThat(upload(scene, form("job.jar", "x".repeat(2 << 20))).statusCode())
                    .isEqualTo(413);
            scene.awaitNoUploads();
            // A form that is cut off although its request is not.
            assertThat(upload(scene, form("job.jar", "content").substring(0, 130))
                            .statusCode())
                    .isEqualTo(400);
            scene.awaitNoUploads();
            assertThat(handled).containsExactly("handled");
        }
    }

    @Test
    void aClientThatGoesAwayHalfwayLeavesNothing() throws Exception {
        try (HttpScene scene = scene(request -> HttpReply.text(String.valueOf(handled.add("handled"))))) {
            for (int i = 0; i < 10; i++) {
                try (RawClient client = begun(scene)) {
                    Await.until(
                            "the upload has begun",
                            HttpScene.BOUND,
                            () -> !scene.uploads().isEmpty());
                    client.hangUp();
                }
                scene.awaitNoUploads();
            }
            assertThat(handled).isEmpty();
        }
    }

    @Test
    void aClientThatGoesAwayWhileItsRequestIsHandledLeavesNothing() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        try (HttpScene scene = scene(request -> {
            handled.add("handled");
            goOn.await();
            return HttpReply.text(request.parts().get(0).text());
        })) {
            try (RawClient client = scene.raw()) {
                String form = form("job.jar", "content");
                client.say("POST /jars/upload HTTP/1.1\r\nHost: test\r\nContent-Type: " + TYPE + "\r\nContent-Length: "
                        + form.length() + "\r\n\r\n" + form);
                Await.until("it is handled", HttpScene.BOUND, () -> !handled.isEmpty());
            }
            assertThat(scene.uploads()).hasSize(1);
            goOn.countDown();
            scene.awaitNoUploads();
            scene.awaitConnections(0);
        }
    }

    @Test
    void anUploadThatTheEndOfTheServerMeetsLeavesNothing() throws Exception {
        HttpSettings hasty =
                HttpScene.settings(directory.resolve("uploads")).withPatience(java.time.Duration.ofMillis(50));
        try (HttpScene scene = new HttpScene(hasty, Route.post("/jars/upload", request -> HttpReply.empty(200)));
                RawClient client = begun(scene)) {
            Await.until(
                    "the upload has begun",
                    HttpScene.BOUND,
                    () -> !scene.uploads().isEmpty());
            scene.server.close();
            assertThat(scene.uploads()).isEmpty();
            assertThat(client.awaitClosed()).isTrue();
        }
    }

    @Test
    void aRequestWhoseHandlerNeverBeginsLeavesNothing() throws Exception {
        HttpSettings hasty =
                HttpScene.settings(directory.resolve("uploads")).withPatience(java.time.Duration.ofMillis(50));
        CountDownLatch passed = new CountDownLatch(1);
        HttpServer server = HttpServer.bind(hasty, HttpScene.HOST, HttpScene.ANY, (where, fault) -> {});
        server.serve(
                new Router(List.of(Route.post("/jars/upload", request -> HttpReply.empty(200)))),
                // As an executor that is closed drops its work.
                work -> passed.countDown());
        String form = form("job.jar", "content");
        try (RawClient client = new RawClient(server.address())) {
            client.say("POST /jars/upload HTTP/1.1\r\nHost: test\r\nContent-Type: " + TYPE + "\r\nContent-Length: "
                    + form.length() + "\r\n\r\n" + form);
            passed.await();
            server.close();
            assertThat(client.awaitClosed()).isTrue();
        }
        assertThat(directory.resolve("uploads")).isEmptyDirectory();
    }

    @Test
    void whatCannotBeKeptIsToldToTheClientToo() throws Exception {
        Files.createFile(directory.resolve("uploads"));
        try (HttpScene scene = HttpScene.of(
                directory.resolve("uploads"), Route.post("/jars/upload", request -> HttpReply.empty(200)))) {
            HttpResponse<String> reply = upload(scene, form("job.jar", "content"));
            assertThat(reply.statusCode()).isEqualTo(507);
            assertThat(reply.body()).contains("the log of this process").doesNotContain(directory.toString());
        }
    }
}
