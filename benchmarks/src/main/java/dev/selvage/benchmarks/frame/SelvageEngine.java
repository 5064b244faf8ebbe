package dev.selvage.benchmarks.frame;

import dev.selvage.benchmarks.workloads.WorkerArguments;
import dev.selvage.benchmarks.workloads.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Selvage: all in the JVM of the program, as its target {@code local} runs a job; or a TaskManager per process and a JobManager. */
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
    public int ports(int processes) {
        return 0;
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
                tree.classPath("benchmarks/selvage"),
                List.of(),
                "dev.selvage.benchmarks.selvage.SelvageMain",
                new WorkerArguments(trial.workload(), role, process, trial.processes(), ports, checkpoints),
                isWorker,
                environment(checkpoints));
    }

    private Map<String, String> environment(String checkpoints) {
        String logs = tree.workDirectory().resolve("logs").toString();
        Map<String, String> environment = new TreeMap<>();
        // No settings but those of the command line; the directory only has to be there.
        environment.put("SELVAGE_CONF_DIR", logs);
        environment.put("SELVAGE_LOG_DIR", logs);
        if (checkpoints.startsWith(Checkpoints.InHdfs.SCHEME + ":")) {
            environment.put("HADOOP_CONF_DIR", Checkpoints.InHdfs.settings(tree).toString());
        }
        return environment;
    }
}
