package dev.selvage.benchmarks.frame;

import dev.selvage.benchmarks.workloads.WorkerArguments;
import dev.selvage.benchmarks.workloads.Workload;
import java.util.List;
import java.util.stream.IntStream;

/** Hazelcast Jet: members that are all alike. */
final class JetEngine implements Engine {

    /** What Hazelcast's own start script opens. */
    private static final List<String> OPENED = List.of(
            "--add-modules=java.se",
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.management/sun.management=ALL-UNNAMED",
            "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED");

    private final BuiltTree tree;

    JetEngine(BuiltTree tree) {
        this.tree = tree;
    }

    @Override
    public String name() {
        return "jet";
    }

    @Override
    public boolean canDo(Workload workload) {
        return true;
    }

    @Override
    public boolean isUsualFor(Workload workload) {
        return true;
    }

    @Override
    public int ports(int processes) {
        return processes;
    }

    @Override
    public List<Launch> launches(Trial trial, List<Integer> ports, String checkpoints) {
        return IntStream.range(0, trial.processes())
                .mapToObj(process -> new Launch(
                        tree.classPath("benchmarks/jet"),
                        OPENED,
                        "dev.selvage.benchmarks.jet.JetMain",
                        new WorkerArguments(trial.workload(), "member", process, trial.processes(), ports, checkpoints),
                        true))
                .toList();
    }
}
