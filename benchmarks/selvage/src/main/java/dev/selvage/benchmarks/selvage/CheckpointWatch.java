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

    private CheckpointWatch() {}

    /** The source is asked for its position. */
    static void begin() {
        latestBegin = System.nanoTime();
    }

    /** What names the checkpoint under way. */
    static long underWay() {
        return latestBegin;
    }

    /** The sink may commit. */
    static void complete(long begin) {
        MILLIS_BY_BEGIN.put(begin, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    }

    /** Milliseconds of the completed ones, in their order. */
    static Map<Long, Long> completed() {
        return new TreeMap<>(MILLIS_BY_BEGIN);
    }
}
