package dev.selvage.benchmarks.frame;

import dev.selvage.benchmarks.workloads.Workload;

/**
 * How long and how often: the usual lengths let one workload end within 20 minutes with five engines.
 *
 * @param warmUpSeconds counted from the first record of every split
 */
record Schedule(int runs, int warmUpSeconds, int measureSeconds) {

    static Schedule usualFor(Workload workload) {
        return switch (workload) {
            // Until every key has been seen, state grows and records get dearer.
            case W5 -> new Schedule(4, 30, 15);
            // Thirty windows.
            case LATENCY -> new Schedule(5, 12, 30);
            default -> new Schedule(5, 12, 12);
        };
    }
}
