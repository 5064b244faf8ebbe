package dev.selvage.benchmarks.flink;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;

/**
 * How long checkpoints take as a job sees them, from the moment at which a source is asked for its position until it is told
 * that the checkpoint is complete: as Selvage is timed. Flink's own figure ends with the last acknowledgement, before the
 * checkpoint's metadata are written, without which nobody could restore it.
 */
final class CheckpointWatch {

    private static final Map<Long, Long> BEGINS = new ConcurrentHashMap<>();
    private static final Map<Long, Long> MILLIS = new ConcurrentSkipListMap<>();

    private CheckpointWatch() {}

    /** The source is asked for its position. */
    static void begin(long checkpoint) {
        BEGINS.put(checkpoint, System.nanoTime());
    }

    /** The source is told that the checkpoint is complete. */
    static void complete(long checkpoint) {
        Long begin = BEGINS.remove(checkpoint);
        if (begin != null) {
            MILLIS.put(checkpoint, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
        }
    }

    /** Milliseconds of the completed ones, by their numbers. */
    static Map<Long, Long> completed() {
        return new TreeMap<>(MILLIS);
    }
}
