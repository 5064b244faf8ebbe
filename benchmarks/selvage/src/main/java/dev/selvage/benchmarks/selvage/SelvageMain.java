package dev.selvage.benchmarks.selvage;

import dev.selvage.api.StreamExecutionEnvironment;
import dev.selvage.api.execute.JobClient;
import dev.selvage.benchmarks.workloads.MeasuredProcess;
import dev.selvage.benchmarks.workloads.WorkerArguments;
import dev.selvage.benchmarks.workloads.Workload;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/** The whole of a job in one JVM: a JobManager and a TaskManager, with links between them in memory. */
public final class SelvageMain {

    private SelvageMain() {}

    public static void main(String[] arguments) {
        MeasuredProcess.run(arguments, SelvageMain::start);
    }

    private static Supplier<Map<Long, Long>> start(WorkerArguments arguments) {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment()
                .setParallelism(Workload.SPLITS)
                .enableCheckpointing(Duration.ofSeconds(1))
                .set("restart-strategy.type", "none");
        SelvageJob.define(environment, arguments.workload());
        JobClient job = environment.executeAsync(arguments.workload().label());
        Thread end = new Thread(() -> failAtTheEndOf(job), "end-of-job");
        end.setDaemon(true);
        end.start();
        return CheckpointWatch::completed;
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
