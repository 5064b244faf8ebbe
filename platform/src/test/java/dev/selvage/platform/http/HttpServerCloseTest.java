package dev.selvage.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.platform.Await;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpServerCloseTest {

    @TempDir
    private Path directory;

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final List<String> begun = new CopyOnWriteArrayList<>();
    private final Route slow = Route.get("/slow", request -> {
        begun.add("slow");
        goOn.await();
        return HttpReply.text("done");
    });

    private static boolean isRefused(HttpScene scene) throws IOException {
        try (RawClient late = scene.raw()) {
            return !late.awaitClosed();
        } catch (ConnectException refused) {
            return true;
        }
    }

    private static boolean isEnded(Thread thread) {
        return !thread.isAlive();
    }

    @Test
    void requestsUnderWayAreAnsweredAndNoOthersAreTaken() throws Exception {
        HttpSettings patient = HttpScene.settings(directory).withPatience(HttpScene.BOUND);
        try (HttpScene scene = new HttpScene(patient, slow);
                RawClient idle = scene.raw();
                RawClient client = scene.raw()) {
            client.ask("GET", "/slow").ask("GET", "/slow");
            Await.until("it is handled", HttpScene.BOUND, () -> !begun.isEmpty());
            Thread closing = new Thread(scene.server::close);
            closing.start();

            assertThat(idle.awaitClosed()).isTrue();
            Await.until("nobody else gets in", HttpScene.BOUND, () -> isRefused(scene));
            assertThat(isEnded(closing)).isFalse();

            goOn.countDown();
            RawClient.Reply reply = client.reply();
            assertThat(reply.body()).isEqualTo("done");
            assertThat(reply.headers()).containsEntry("connection", "close");
            assertThat(client.awaitClosed()).isTrue();
            closing.join();
            assertThat(begun).hasSize(1);
        }
    }

    @Test
    void aHandlerThatDoesNotEndDoesNotHoldUpTheEnd() throws Exception {
        HttpSettings hasty = HttpScene.settings(directory).withPatience(Duration.ofMillis(50));
        try (HttpScene scene = new HttpScene(hasty, slow);
                RawClient client = scene.raw()) {
            client.ask("GET", "/slow");
            Await.until("it is handled", HttpScene.BOUND, () -> !begun.isEmpty());
            scene.server.close();
            assertThat(client.awaitClosed()).isTrue();
            // What it answers in the end finds nobody, and does no harm.
            goOn.countDown();
        }
    }

    @Test
    void closingTwiceIsClosing() throws Exception {
        try (HttpScene scene = HttpScene.of(directory, slow)) {
            scene.server.close();
        }
    }
}
