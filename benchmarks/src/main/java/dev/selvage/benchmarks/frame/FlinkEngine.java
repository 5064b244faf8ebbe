package dev.selvage.benchmarks.frame;

import dev.selvage.benchmarks.workloads.WorkerArguments;
import dev.selvage.benchmarks.workloads.Workload;
import java.util.ArrayList;
import java.util.List;

/** Apache Flink: a TaskManager per process, and a JobManager in a JVM of its own unless all are in one. */
final class FlinkEngine implements Engine {

    /** What Flink's own configuration file opens, as far as these jobs come by. */
    private static final List<String> OPENED = List.of(
            "--add-exports=java.management/sun.management=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.net=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/java.text=ALL-UNNAMED",
            "--add-opens=java.base/java.time=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED");

    private final BuiltTree tree;
    private final boolean objectReuse;

    FlinkEngine(BuiltTree tree, boolean objectReuse) {
        this.tree = tree;
        this.objectReuse = objectReuse;
    }

    @Override
    public String name() {
        return objectReuse ? "flink" : "flink-copying";
    }

    @Override
    public boolean canDo(Workload workload) {
        return true;
    }

    /** Without object reuse only where that makes a difference. */
    @Override
    public boolean isUsualFor(Workload workload) {
        return objectReuse || workload == Workload.W3;
    }

    @Override
    public int ports(int processes) {
        return 2;
    }

    @Override
    public List<Launch> launches(Trial trial, List<Integer> ports, String checkpoints) {
        if (trial.processes() == 1) {
            return List.of(launch("one", true, 0, trial, ports, checkpoints));
        }
        List<Launch> launches = new ArrayList<>();
        launches.add(launch("coordinator", false, 0, trial, ports, checkpoints));
        for (int process = 0; process < trial.processes(); process++) {
            launches.add(launch("worker", true, process, trial, ports, checkpoints));
        }
        return launches;
    }

    private Launch launch(
            String role, boolean isWorker, int process, Trial trial, List<Integer> ports, String checkpoints) {
        return new Launch(
                tree.classPath("benchmarks/flink"),
                OPENED,
                "dev.selvage.benchmarks.flink.FlinkMain",
                new WorkerArguments(
                        trial.workload(),
                        objectReuse ? role : role + "-copying",
                        process,
                        trial.processes(),
                        ports,
                        checkpoints),
                isWorker);
    }
}
