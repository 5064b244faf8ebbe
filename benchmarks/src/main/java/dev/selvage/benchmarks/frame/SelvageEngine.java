package dev.selvage.benchmarks.frame;

import dev.selvage.benchmarks.workloads.WorkerArguments;
import dev.selvage.benchmarks.workloads.Workload;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Selvage, as its target {@code local} runs a job: all in the JVM of the program. */
final class SelvageEngine implements Engine {

    private final BuiltTree tree;

    SelvageEngine(BuiltTree tree) {
        this.tree = tree;
    }

    @Override
    public String name() {
        return "selvage";
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
    public Optional<String> obstacle(int processes, String checkpointsTo) {
        if (processes > 1) {
            return Optional.of("selvage is measured in one process only as yet; ask for it with --processes 1.");
        }
        if (!checkpointsTo.equals(Checkpoints.OnDisk.SCHEME)) {
            return Optional.of("selvage leaves snapshots on the local disk as yet; ask for it without --hdfs.");
        }
        return Optional.empty();
    }

    @Override
    public int ports(int processes) {
        return 0;
    }

    /** A local job has no say in where its snapshots lie: they go where the JVM has temporary files. */
    @Override
    public List<Launch> launches(Trial trial, List<Integer> ports, String checkpoints) {
        return List.of(new Launch(
                tree.classPath("benchmarks/selvage"),
                List.of("-Djava.io.tmpdir=" + Path.of(URI.create(checkpoints))),
                "dev.selvage.benchmarks.selvage.SelvageMain",
                new WorkerArguments(trial.workload(), "local", 0, trial.processes(), ports, checkpoints),
                true));
    }
}
