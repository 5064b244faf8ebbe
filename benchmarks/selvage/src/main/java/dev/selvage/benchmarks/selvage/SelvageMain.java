package dev.selvage.benchmarks.selvage;

import dev.selvage.api.StreamExecutionEnvironment;
import dev.selvage.api.execute.JobClient;
import dev.selvage.benchmarks.workloads.MeasuredProcess;
import dev.selvage.benchmarks.workloads.WorkerArguments;
import dev.selvage.benchmarks.workloads.Workload;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A process of Selvage: the whole of a job in one JVM, with links in memory ({@code one}); or a JobManager ({@code coordinator})
 * and, in JVMs of their own, TaskManagers of one slot ({@code worker}).
 */
public final class SelvageMain {

    private SelvageMain() {}

    public static void main(String[] arguments) {
        MeasuredProcess.run(arguments, SelvageMain::start);
    }

    private static Supplier<Map<Long, Long>> start(WorkerArguments arguments) throws Exception {
        switch (arguments.role()) {
            case "one" -> runHere(arguments);
            case "coordinator" -> new SelvageProcess(arguments).coordinate(program(arguments));
            case "worker" -> new SelvageProcess(arguments).work();
            default ->
                throw new IllegalArgumentException(
                        "Expected the role one, coordinator or worker, but found " + arguments.role());
        }
        return CheckpointWatch::completed;
    }

    private static StreamExecutionEnvironment program(WorkerArguments arguments) {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment()
                .setParallelism(Workload.SPLITS)
                .enableCheckpointing(Duration.ofSeconds(1))
                .set("restart-strategy.type", "none");
        SelvageJob.define(environment, arguments.workload());
        return environment;
    }

    private static void runHere(WorkerArguments arguments) {
        JobClient job = program(arguments)
                .set("execution.checkpointing.dir", arguments.checkpoints())
                .executeAsync(arguments.workload().label());
        Thread end = new Thread(() -> failAtTheEndOf(job), "end-of-job");
        end.setDaemon(true);
        end.start();
    }

    private static void failAtTheEndOf(JobClient job) {
        String sentence = "Expected the job to run until the end of the measurement, but found that it ended";
        try {
            MeasuredProcess.fail(
                    sentence, new IllegalStateException(job.result().toString()));
        } catch (RuntimeException failure) {
            MeasuredProcess.fail(sentence, failure);
        }
    }
}
