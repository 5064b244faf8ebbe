package dev.selvage.benchmarks.workloads;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * How many records one source has emitted: written by the source, read by the meter. The cell lies alone in its cache lines, so
 * that two sources of one process do not slow each other down by being measured.
 */
public final class Progress {

    private static final VarHandle CELLS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int ALONE = 16;

    private final long[] cells = new long[2 * ALONE];

    Progress() {}

    public void set(long records) {
        CELLS.setOpaque(cells, ALONE, records);
    }

    long get() {
        return (long) CELLS.getOpaque(cells, ALONE);
    }
}
