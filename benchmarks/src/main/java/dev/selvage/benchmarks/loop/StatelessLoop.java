package dev.selvage.benchmarks.loop;

import dev.selvage.benchmarks.workloads.Keys;
import dev.selvage.benchmarks.workloads.Workload;

/** W3. */
final class StatelessLoop implements Loop {

    private final int split;

    StatelessLoop(int split) {
        this.split = split;
    }

    @Override
    public long block(long from, long to) {
        long seen = 0;
        for (long n = from; n < to; n++) {
            long number = Workload.SPLITS * n + split;
            long value = number * 31 + 7;
            if ((value & 3) != 0) {
                seen += value ^ Keys.of(number);
            }
        }
        return seen;
    }
}
