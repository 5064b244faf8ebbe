package dev.selvage.platform;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what must come true, with a bound and a message; never for time. */
public final class Await {

    private static final long LOOK_EVERY_NANOS = 2_000_000;

    /** Looks that cost a process or a call leave most of a processor to what they wait for. */
    private static final long PAUSE_FOR_EACH_LOOK = 3;

    private static final long LONGEST_PAUSE_NANOS = 100_000_000;

    private Await() {}

    /** A condition that may fail to be found out. */
    public interface Condition {
        boolean holds() throws Exception;
    }

    /** Returns as soon as the condition holds, and fails with what was wanted once the bound has passed. */
    public static void until(String wanted, Duration bound, Condition condition) throws Exception {
        until(() -> wanted, bound, condition);
    }

    /** The same; what was wanted is put into words when it has not come about, and so may tell what has come about instead. */
    public static void until(Supplier<String> wanted, Duration bound, Condition condition) throws Exception {
        long end = System.nanoTime() + bound.toNanos();
        long lookedAt = System.nanoTime();
        while (!condition.holds()) {
            long now = System.nanoTime();
            if (now > end) {
                throw new AssertionError(
                        "expected within " + bound + " that " + wanted.get() + ", but it did not come to that");
            }
            long pauseNanos = Math.min(LONGEST_PAUSE_NANOS, PAUSE_FOR_EACH_LOOK * (now - lookedAt));
            LockSupport.parkNanos(Math.max(LOOK_EVERY_NANOS, pauseNanos));
            lookedAt = System.nanoTime();
        }
    }
}
