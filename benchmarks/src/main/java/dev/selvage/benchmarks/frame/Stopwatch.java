package dev.selvage.benchmarks.frame;

import dev.selvage.benchmarks.workloads.Sample;
import dev.selvage.benchmarks.workloads.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/** Starts an engine's processes, waits until they are warm, and takes a sample of each before and after. */
final class Stopwatch {

    private static final long START_SECONDS = 120;

    private final Path logs;

    Stopwatch(Path logs) {
        this.logs = logs;
    }

    /** The processes are gone when this returns, however it does; if this process dies, they see their input end. */
    Result measure(Trial trial, List<Launch> launches, Schedule schedule, String checkpointsTo)
            throws IOException, InterruptedException {
        Files.createDirectories(logs);
        List<RunningProcess> processes = new ArrayList<>();
        try {
            for (Launch launch : launches) {
                processes.add(new RunningProcess(launch, logs.resolve(trial.name() + "-" + launch.name() + ".log")));
            }
            awaitRecords(processes);
            TimeUnit.SECONDS.sleep(schedule.warmUpSeconds());
            OptionalDouble busyBefore = Machine.busySeconds();
            List<Sample> before = sample(processes);
            TimeUnit.SECONDS.sleep(schedule.measureSeconds());
            List<Sample> after = sample(processes);
            OptionalDouble busy = busyBefore.isEmpty()
                    ? busyBefore
                    : OptionalDouble.of(Machine.busySeconds().orElse(0) - busyBefore.getAsDouble());
            List<Sample> workers = new ArrayList<>();
            List<Sample> coordinators = new ArrayList<>();
            for (int i = 0; i < processes.size(); i++) {
                Sample between = after.get(i).since(before.get(i));
                (processes.get(i).isWorker() ? workers : coordinators).add(between);
            }
            return Result.of(trial, workers, coordinators, checkpointsTo, busy);
        } finally {
            processes.forEach(RunningProcess::close);
        }
    }

    private static List<Sample> sample(List<RunningProcess> processes) throws IOException, InterruptedException {
        List<Sample> samples = new ArrayList<>();
        for (RunningProcess process : processes) {
            samples.add(process.sample());
        }
        return samples;
    }

    private static void awaitRecords(List<RunningProcess> processes) throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            long running = sample(processes).stream()
                    .flatMap(sample -> sample.records().values().stream())
                    .filter(records -> records > 0)
                    .count();
            if (running >= Workload.SPLITS) {
                return;
            }
            if (System.nanoTime() > giveUp) {
                throw new IOException("Expected records of " + Workload.SPLITS + " splits within " + START_SECONDS
                        + " s, but found those of " + running + ".");
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }
}
