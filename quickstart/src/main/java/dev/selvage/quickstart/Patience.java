package dev.selvage.quickstart;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Waits for what comes sooner or later, and gives up with a sentence. */
final class Patience {

    private static final Duration BOUND = Duration.ofMinutes(3);
    private static final long LOOK_MILLIS = 100;

    private Patience() {}

    static <T> T await(String wanted, Supplier<Optional<T>> look) {
        long deadline = System.nanoTime() + BOUND.toNanos();
        while (true) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "Expected " + wanted + ", but found nothing of it within " + BOUND.toSeconds() + " s.");
            }
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Expected " + wanted + ", but was interrupted.", e);
            }
        }
    }
}
