package dev.selvage.benchmarks.clusters;

import java.io.IOException;
import java.time.Duration;

/** Waits for what will come to pass, but not for ever. */
public final class Patience {

    /** A look costs the JobManager a request, which is to be little beside what is measured. */
    private static final long LOOK_MILLIS = 50;

    private Patience() {}

    /** Something that is true or not, and that is found out by asking others. */
    public interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    public static void until(String what, Duration bound, Condition condition)
            throws IOException, InterruptedException {
        long endNanos = System.nanoTime() + bound.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - endNanos > 0) {
                throw new IOException(
                        "Expected that within " + bound.toSeconds() + " s " + what + ", but waited in vain.");
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
