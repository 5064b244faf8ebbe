package dev.selvage.benchmarks.workloads;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The process's one meter. Sources and sinks register wherever their engine creates them; a sample reads all of them. */
public final class Meter {

    private static final Map<Integer, Progress> SOURCES = new ConcurrentSkipListMap<>();
    private static final List<Lateness> SINKS = new CopyOnWriteArrayList<>();

    private Meter() {}

    /** The counter of this split; of a second source for the same split only the latest counts. */
    public static Progress source(int split) {
        Progress progress = new Progress();
        SOURCES.put(split, progress);
        return progress;
    }

    public static Lateness sink() {
        Lateness lateness = new Lateness();
        SINKS.add(lateness);
        return lateness;
    }

    /** What has happened in this process since it began. */
    static Sample sample(Map<Long, Long> checkpoints) {
        SortedMap<Long, Long> records = new TreeMap<>();
        SOURCES.forEach((split, progress) -> records.put((long) split, progress.get()));
        SortedMap<Long, Long> lateness = new TreeMap<>();
        for (Lateness sink : SINKS) {
            for (int millis = 0; millis <= Lateness.LATEST_MILLIS; millis++) {
                long count = sink.count(millis);
                if (count > 0) {
                    lateness.merge((long) millis, count, Long::sum);
                }
            }
        }
        return new Sample(System.nanoTime(), processorNanos(), records, lateness, new TreeMap<>(checkpoints));
    }

    private static long processorNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
