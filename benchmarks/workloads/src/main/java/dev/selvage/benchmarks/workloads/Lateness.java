package dev.selvage.benchmarks.workloads;

import java.util.concurrent.atomic.AtomicLongArray;

/** How late results reached one sink, counted by whole milliseconds. One thread writes, the meter reads. */
public final class Lateness {

    /** Whatever is later counts as so late. */
    static final int LATEST_MILLIS = 60_000;

    private final AtomicLongArray counts = new AtomicLongArray(LATEST_MILLIS + 1);

    Lateness() {}

    /** A result of the window with this end is at the sink. */
    public void arrived(long windowEnd) {
        long millis = System.currentTimeMillis() - windowEnd;
        int slot = (int) Math.max(0, Math.min(LATEST_MILLIS, millis));
        counts.setOpaque(slot, counts.getPlain(slot) + 1);
    }

    long count(int millis) {
        return counts.getOpaque(millis);
    }
}
