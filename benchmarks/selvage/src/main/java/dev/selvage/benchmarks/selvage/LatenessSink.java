package dev.selvage.benchmarks.selvage;

import dev.selvage.benchmarks.workloads.Lateness;
import dev.selvage.benchmarks.workloads.Meter;

/** Drops results, but notes how late each was. */
final class LatenessSink extends DroppingSink<WindowTotal> {

    @Override
    Writer<WindowTotal> writer(boolean watches) {
        return new Noting(watches);
    }

    /** One per subtask. */
    private static final class Noting extends Writer<WindowTotal> {

        private final Lateness lateness = Meter.sink();

        Noting(boolean watches) {
            super(watches);
        }

        @Override
        public void write(WindowTotal total, long timestamp) {
            lateness.arrived(total.windowEnd());
        }
    }
}
