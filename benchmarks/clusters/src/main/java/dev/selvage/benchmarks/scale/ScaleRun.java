package dev.selvage.benchmarks.scale;

import dev.selvage.benchmarks.clusters.ClusterPlace;
import dev.selvage.benchmarks.clusters.JobManagerProcess;
import dev.selvage.benchmarks.clusters.Patience;
import dev.selvage.core.failure.FaultHandler;
import dev.selvage.core.id.JobId;
import dev.selvage.local.RemoteSubmission;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One size of cluster, from its start through a steady time and a restart to another JobManager. */
final class ScaleRun implements FaultHandler {

    private static final Duration BOUND = Duration.ofMinutes(2);

    private final Size size;
    private final Path directory;
    private final List<String> jobManagerOptions;
    private final Consumer<String> progress;
    private volatile Optional<Throwable> fault = Optional.empty();

    /** How much there is of everything. */
    record Size(int taskManagers, int slots, Duration steady, Duration checkpointInterval) {

        /** One for each slot. */
        int subtasks() {
            return taskManagers * slots;
        }
    }

    /**
     * A run that has not begun.
     *
     * @param directory is to be empty
     * @param progress is told what is done, for whoever waits
     */
    ScaleRun(Size size, Path directory, List<String> jobManagerOptions, Consumer<String> progress) {
        this.size = size;
        this.directory = directory;
        this.jobManagerOptions = jobManagerOptions;
        this.progress = progress;
    }

    /** Of a stand-in: whatever comes after it is not worth measuring. */
    @Override
    public void onFault(String where, Throwable thrown) {
        if (fault.isEmpty()) {
            fault = Optional.of(thrown);
        }
    }

    Figures run() throws IOException, InterruptedException {
        ClusterPlace place = ClusterPlace.prepare(directory);
        Traffic traffic = new Traffic(size.taskManagers());
        try (JobManagerProcess first = JobManagerProcess.start(place, jobManagerOptions);
                StandIns standIns = new StandIns(place, size.taskManagers(), size.slots(), traffic, this)) {
            long start = System.nanoTime();
            standIns.start();
            await("all TaskManagers are registered", () -> first.taskManagers() == size.taskManagers());
            double registered = secondsSince(start);
            progress.accept("registered");
            Deployed deployed = deploy(first, traffic);
            progress.accept("deployed");
            Steady steady = steady(first, traffic);
            progress.accept("steady");
            long heap = first.liveHeapBytes();
            long resident = first.residentBytes();
            long record = place.largest("deployment-");
            double restarted = restart(first, standIns, traffic, deployed.job());
            progress.accept("restarted");
            long manifest = place.largest("_metadata");
            double adopted = takeOver(first, place, traffic, deployed.job());
            progress.accept("adopted");
            return new Figures(
                    size.taskManagers(),
                    size.subtasks(),
                    registered,
                    deployed.acceptedSeconds(),
                    deployed.startedSeconds(),
                    deployed.runningSeconds(),
                    deployed.cpuSeconds(),
                    deployed.standInCpuSeconds(),
                    steady.cores(),
                    steady.messagesPerSecond(),
                    steady.checkpointMillis().size(),
                    median(steady.checkpointMillis()),
                    steady.checkpointMillis().stream()
                            .mapToDouble(Double::doubleValue)
                            .max()
                            .orElse(0),
                    heap,
                    resident,
                    record,
                    manifest,
                    traffic.deployBytes(1),
                    restarted,
                    adopted);
        }
    }

    private record Deployed(
            JobId job,
            double acceptedSeconds,
            double startedSeconds,
            double runningSeconds,
            double cpuSeconds,
            double standInCpuSeconds) {}

    private Deployed deploy(JobManagerProcess jobManager, Traffic traffic) throws IOException, InterruptedException {
        ScaleJob job = new ScaleJob(size.subtasks(), size.checkpointInterval());
        double cpu = jobManager.cpuSeconds();
        double ownCpu = ownCpuSeconds();
        long start = System.nanoTime();
        JobId id = RemoteSubmission.submit(job.graph(), List.of(), jobManager.rest());
        double accepted = secondsSince(start);
        await("all tasks run", () -> jobManager.running(id) == size.subtasks());
        double running = secondsSince(start);
        double started = (traffic.lastStartNanos(1) - start) / 1e9;
        return new Deployed(id, accepted, started, running, jobManager.cpuSeconds() - cpu, ownCpuSeconds() - ownCpu);
    }

    private static double ownCpuSeconds() {
        return JobManagerProcess.cpuSeconds(ProcessHandle.current().info());
    }

    private record Steady(double cores, double messagesPerSecond, List<Double> checkpointMillis) {}

    private Steady steady(JobManagerProcess jobManager, Traffic traffic) throws IOException, InterruptedException {
        double cpu = jobManager.cpuSeconds();
        long messages = traffic.messages();
        long start = System.nanoTime();
        Thread.sleep(size.steady().toMillis());
        double seconds = secondsSince(start);
        double cores = (jobManager.cpuSeconds() - cpu) / seconds;
        double perSecond = (traffic.messages() - messages) / seconds;
        await("a checkpoint is complete", () -> !traffic.checkpointMillis(start).isEmpty());
        return new Steady(cores, perSecond, traffic.checkpointMillis(start));
    }

    private double restart(JobManagerProcess jobManager, StandIns standIns, Traffic traffic, JobId job)
            throws IOException, InterruptedException {
        long before = traffic.newestDeployment();
        long start = System.nanoTime();
        standIns.failOne();
        await("all tasks have started again", () -> traffic.startedOf(before + 1) == size.subtasks());
        await("all tasks run again", () -> jobManager.running(job) == size.subtasks());
        return secondsSince(start);
    }

    private double takeOver(JobManagerProcess first, ClusterPlace place, Traffic traffic, JobId job)
            throws IOException, InterruptedException {
        long before = traffic.newestDeployment();
        first.kill();
        long start = System.nanoTime();
        try (JobManagerProcess next = JobManagerProcess.start(place, jobManagerOptions)) {
            await("the next JobManager knows all TaskManagers", () -> next.taskManagers() == size.taskManagers());
            await("the next JobManager has adopted all tasks", () -> next.running(job) == size.subtasks());
            double adopted = secondsSince(start);
            if (traffic.newestDeployment() != before) {
                throw new IOException("Expected the next JobManager to adopt all tasks, but it has deployed some.");
            }
            return adopted;
        }
    }

    private void await(String what, Patience.Condition condition) throws IOException, InterruptedException {
        Patience.until(what, BOUND, () -> {
            Optional<Throwable> thrown = fault;
            if (thrown.isPresent()) {
                throw new IOException("Expected the stand-ins to work, but found a fault.", thrown.get());
            }
            return condition.holds();
        });
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(0.0);
    }
}
