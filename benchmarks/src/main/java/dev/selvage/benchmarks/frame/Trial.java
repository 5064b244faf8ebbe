package dev.selvage.benchmarks.frame;

import dev.selvage.benchmarks.workloads.Workload;

/** One run of one engine on one workload. */
record Trial(Workload workload, int processes, String engine, int run) {

    /** Also the name of its log files. */
    String name() {
        return workload.label() + "-" + processes + "-" + engine + "-" + run;
    }
}
