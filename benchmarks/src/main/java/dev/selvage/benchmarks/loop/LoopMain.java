package dev.selvage.benchmarks.loop;

import dev.selvage.benchmarks.workloads.MeasuredProcess;
import dev.selvage.benchmarks.workloads.Meter;
import dev.selvage.benchmarks.workloads.Progress;
import dev.selvage.benchmarks.workloads.WorkerArguments;
import dev.selvage.benchmarks.workloads.Workload;
import java.util.Map;
import java.util.function.Supplier;

/** Two threads, a split each, that share nothing. */
public final class LoopMain {

    private static final int BLOCK = 1024;

    /** Results go here, so that the compiler may not leave their computation out. */
    private static volatile long seen;

    private LoopMain() {}

    public static void main(String[] arguments) {
        MeasuredProcess.run(arguments, LoopMain::start);
    }

    /** What came of the last blocks; of no meaning. */
    static long seen() {
        return seen;
    }

    private static Supplier<Map<Long, Long>> start(WorkerArguments arguments) {
        for (int split = 0; split < Workload.SPLITS; split++) {
            Loop loop = arguments.role().equals("hashmap")
                    ? Loop.withHashMap(arguments.workload(), split)
                    : Loop.withOpenAddressing(arguments.workload(), split);
            Progress progress = Meter.source(split);
            Thread thread = new Thread(() -> repeat(loop, progress), "split-" + split);
            thread.setDaemon(true);
            thread.start();
        }
        return Map::of;
    }

    private static void repeat(Loop loop, Progress progress) {
        for (long from = 0; ; from += BLOCK) {
            seen = loop.block(from, from + BLOCK);
            progress.set(from + BLOCK);
        }
    }
}
