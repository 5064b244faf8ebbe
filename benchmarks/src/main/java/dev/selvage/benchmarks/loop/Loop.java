package dev.selvage.benchmarks.loop;

import dev.selvage.benchmarks.workloads.Workload;

/** One split of a workload, worked on by one thread in blocks. */
interface Loop {

    /** Does records {@code from} to {@code to} (exclusive) of the split and says something that depends on all results. */
    long block(long from, long to);

    /** Counters in arrays of ours. */
    static Loop withOpenAddressing(Workload workload, int split) {
        return switch (workload) {
            case W1, W5 -> new OpenAddressingLoop.Totals(workload, split);
            case W2 -> new OpenAddressingLoop.Windows(workload, split);
            case W3 -> new StatelessLoop(split);
            case W4 -> new WordLoop.WithBytes(split);
            case LATENCY -> throw paced();
        };
    }

    /** Counters in the JDK's map, as most people would write it. */
    static Loop withHashMap(Workload workload, int split) {
        return switch (workload) {
            case W1, W5 -> new HashMapLoop.Totals(split);
            case W2 -> new HashMapLoop.Windows(split);
            case W3 -> new StatelessLoop(split);
            case W4 -> new WordLoop.WithStrings(split);
            case LATENCY -> throw paced();
        };
    }

    private static IllegalArgumentException paced() {
        return new IllegalArgumentException("Expected a workload without a pace: a bare loop is as late as its clock.");
    }
}
