package dev.selvage.benchmarks.selvage;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;

/**
 * How long checkpoints take, as a job can tell by itself while the engine does not: from the moment at which its first source
 * is asked for its position until its first sink is told to commit. That is a little less than the whole at the beginning, and
 * a little more at the end.
 */
final class CheckpointWatch {

    private static final Map<Long, Long> MILLIS_BY_BEGIN = new ConcurrentSkipListMap<>();

    private static volatile long latestBegin;
    private static volatile long beginBefore;

    private CheckpointWatch() {}

    /** The source is asked for its position. */
    static void begin() {
        beginBefore = latestBegin;
        latestBegin = System.nanoTime();
    }

    /** What names the checkpoint for which a sink prepares now. */
    static long prepared() {
        return System.nanoTime();
    }

    /** The sink may commit. */
    static void complete(long prepared) {
        long begin = beginOf(prepared);
        MILLIS_BY_BEGIN.put(begin, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    }

    /**
     * When the checkpoint began for which a sink prepared then: the nearest begin, since the barrier may overtake the moment
     * in which the source is asked, and the checkpoint before began a second earlier.
     */
    private static long beginOf(long prepared) {
        long latest = latestBegin;
        long before = beginBefore;
        return Math.abs(prepared - latest) <= Math.abs(prepared - before) ? latest : before;
    }

    /** Milliseconds of the completed ones, in their order. */
    static Map<Long, Long> completed() {
        return new TreeMap<>(MILLIS_BY_BEGIN);
    }
}
