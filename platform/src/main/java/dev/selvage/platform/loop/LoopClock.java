package dev.selvage.platform.loop;

import java.util.concurrent.TimeUnit;

/** Milliseconds since the epoch that never go back: the wall clock when the process started, and monotonic time since then. */
public final class LoopClock {

    private final long startedMillis = System.currentTimeMillis();
    private final long startedNanos = System.nanoTime();

    public long nowMillis() {
        return startedMillis + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);
    }
}
