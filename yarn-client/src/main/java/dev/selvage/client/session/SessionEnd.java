package dev.selvage.client.session;

import dev.selvage.client.submit.RunningApplication;
import dev.selvage.client.submit.SubmissionException;
import dev.selvage.platform.http.client.RestClient;
import dev.selvage.platform.http.client.RestClientSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Ends a session in order, so that it deletes its files itself; one that does not do as it is told is killed. */
final class SessionEnd {

    private static final RestClientSettings REST =
            new RestClientSettings(Duration.ofSeconds(5), Duration.ofSeconds(15), 0, Duration.ZERO, 1 << 20);

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long LOOK_EVERY_MILLIS = 200;

    private SessionEnd() {}

    /** Returns when it has ended. */
    static void of(RunningApplication session) throws SubmissionException, InterruptedException {
        Optional<URI> rest = session.state().rest();
        if (rest.isEmpty() || !hasListened(rest.get()) || !hasEnded(session)) {
            session.kill();
        }
    }

    /** One that has only just registered does not lead yet, and says so. */
    private static boolean hasListened(URI rest) throws InterruptedException {
        RestClient client = new RestClient(rest, REST);
        long begun = System.nanoTime();
        while (true) {
            try {
                client.delete("/cluster", Object.class);
                return true;
            } catch (IOException e) {
                if (System.nanoTime() - begun > PATIENCE_NANOS) {
                    return false;
                }
                Thread.sleep(LOOK_EVERY_MILLIS);
            }
        }
    }

    private static boolean hasEnded(RunningApplication session) throws SubmissionException, InterruptedException {
        long begun = System.nanoTime();
        while (!session.state().phase().isEnd()) {
            if (System.nanoTime() - begun > PATIENCE_NANOS) {
                return false;
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        return true;
    }
}
