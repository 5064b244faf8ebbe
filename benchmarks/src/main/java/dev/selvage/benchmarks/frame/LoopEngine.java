package dev.selvage.benchmarks.frame;

import dev.selvage.benchmarks.workloads.WorkerArguments;
import dev.selvage.benchmarks.workloads.Workload;
import java.util.List;

/** Two threads in one JVM, whatever the number of processes of the others: nothing crosses between them anyway. */
final class LoopEngine implements Engine {

    private final BuiltTree tree;
    private final boolean withHashMap;

    LoopEngine(BuiltTree tree, boolean withHashMap) {
        this.tree = tree;
        this.withHashMap = withHashMap;
    }

    @Override
    public String name() {
        return withHashMap ? "loop-hashmap" : "loop";
    }

    @Override
    public boolean canDo(Workload workload) {
        return !workload.isPaced();
    }

    @Override
    public boolean isUsualFor(Workload workload) {
        return canDo(workload) && !(withHashMap && workload == Workload.W3);
    }

    @Override
    public int ports(int processes) {
        return 0;
    }

    @Override
    public List<Launch> launches(Trial trial, List<Integer> ports, String checkpoints) {
        WorkerArguments arguments = new WorkerArguments(
                trial.workload(), withHashMap ? "hashmap" : "open-addressing", 0, 1, ports, checkpoints);
        return List.of(new Launch(
                tree.classPath("benchmarks"), List.of(), "dev.selvage.benchmarks.loop.LoopMain", arguments, true));
    }
}
