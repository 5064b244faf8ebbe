package dev.selvage.benchmarks.flink;

import dev.selvage.benchmarks.workloads.MeasuredProcess;
import dev.selvage.benchmarks.workloads.WorkerArguments;
import dev.selvage.benchmarks.workloads.Workload;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A process of Flink: all of it in one, with one TaskManager of two slots ({@code one}); or a JobManager ({@code coordinator})
 * and, in JVMs of their own, TaskManagers of one slot ({@code worker}). Variants with {@code -copying} leave object reuse off.
 */
public final class FlinkMain {

    /** Ends a role's name where object reuse is to stay off. */
    private static final String COPYING = "-copying";

    private FlinkMain() {}

    public static void main(String[] arguments) {
        MeasuredProcess.run(arguments, FlinkMain::start);
    }

    private static Supplier<Map<Long, Long>> start(WorkerArguments arguments) throws Exception {
        String role = arguments.role().replace(COPYING, "");
        Configuration configuration = FlinkSettings.of(arguments);
        switch (role) {
            case "one" -> {
                MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                        .setConfiguration(configuration)
                        .setNumTaskManagers(1)
                        .setNumSlotsPerTaskManager(Workload.SPLITS)
                        .build());
                cluster.start();
                submit(arguments, cluster.getRestAddress().get().getPort());
            }
            case "coordinator" -> {
                new StandaloneSessionClusterEntrypoint(configuration).startCluster();
                submit(arguments, FlinkSettings.restPort(arguments));
            }
            case "worker" -> {
                Thread runner = new Thread(
                        () -> TaskManagerRunner.runTaskManagerProcessSecurely(configuration), "task-manager");
                runner.setDaemon(true);
                runner.start();
            }
            default ->
                throw new IllegalArgumentException("Expected the role one, coordinator or worker, but found " + role);
        }
        return CheckpointWatch::completed;
    }

    private static void submit(WorkerArguments arguments, int restPort) throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createRemoteEnvironment("localhost", restPort, FlinkSettings.of(arguments));
        environment.setParallelism(Workload.SPLITS);
        if (!arguments.role().endsWith(COPYING)) {
            environment.getConfig().enableObjectReuse();
        }
        if (arguments.workload() == Workload.LATENCY) {
            environment
                    .getConfig()
                    .setAutoWatermarkInterval(Duration.ofMillis(10).toMillis());
        }
        FlinkJob.define(environment, arguments.workload());
        JobClient job = environment.executeAsync(arguments.workload().label());
        var unused = job.getJobExecutionResult()
                .whenComplete((result, failure) -> MeasuredProcess.fail(
                        "Expected the job to run until the end of the measurement, but found that it ended",
                        failure == null ? new IllegalStateException("It finished.") : failure));
    }
}
