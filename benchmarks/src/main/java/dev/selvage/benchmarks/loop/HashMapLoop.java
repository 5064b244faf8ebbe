package dev.selvage.benchmarks.loop;

import dev.selvage.benchmarks.workloads.Keys;
import dev.selvage.benchmarks.workloads.Workload;
import java.util.HashMap;
import java.util.Map;

/** W1, W2 and W5 over the JDK's map, with arrays as values so that only keys are boxed. */
final class HashMapLoop {

    private static final long RECORDS_PER_WINDOW = Workload.WINDOW_MILLIS * 1_000;

    private HashMapLoop() {}

    /** W1 and W5. */
    static final class Totals implements Loop {

        private final int split;
        private final Map<Long, long[]> totals = new HashMap<>();

        Totals(int split) {
            this.split = split;
        }

        @Override
        public long block(long from, long to) {
            long seen = 0;
            for (long n = from; n < to; n++) {
                long value = Workload.SPLITS * n + split;
                long[] total = totals.computeIfAbsent(Keys.of(value), key -> new long[2]);
                total[0]++;
                total[1] += value;
                seen += total[1];
            }
            return seen;
        }
    }

    /** W2: a window at a time. */
    static final class Windows implements Loop {

        private final int split;
        private final Map<Long, long[]> counts = new HashMap<>();

        Windows(int split) {
            this.split = split;
        }

        @Override
        public long block(long from, long to) {
            long seen = 0;
            for (long n = from; n < to; n++) {
                if (n % RECORDS_PER_WINDOW == 0) {
                    seen += close();
                }
                counts.computeIfAbsent(Keys.of(Workload.SPLITS * n + split), key -> new long[1])[0]++;
            }
            return seen;
        }

        private long close() {
            long seen = 0;
            for (Map.Entry<Long, long[]> entry : counts.entrySet()) {
                seen += entry.getKey() ^ entry.getValue()[0];
            }
            counts.clear();
            return seen;
        }
    }
}
