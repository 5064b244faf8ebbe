package dev.selvage.benchmarks.failover;

import dev.selvage.benchmarks.clusters.ClusterPlace;
import dev.selvage.benchmarks.clusters.JobManagerProcess;
import dev.selvage.benchmarks.clusters.Jvm;
import dev.selvage.benchmarks.clusters.Patience;
import dev.selvage.container.TaskManagerMain;
import dev.selvage.local.RemoteSubmission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** A cluster whose TaskManagers are killed, one at a time, and whose tasks fail. There is always one TaskManager to spare. */
final class FailoverRun implements AutoCloseable {

    private static final Duration BOUND = Duration.ofMinutes(1);
    /** After the last death, so that the code is warm and checkpoints complete; and at no fixed phase of theirs. */
    private static final int QUIET_MILLIS = 5_000;

    private static final int PHASE_MILLIS = 1_000;
    /** What is behind a gap shows only once it is over. */
    private static final int AFTERMATH_MILLIS = 500;

    private final ClusterPlace place;
    private final Traces traces;
    private final JobManagerProcess jobManager;
    private final List<Jvm> taskManagers = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom();

    /**
     * A cluster with the job running.
     *
     * @param directory is to be empty
     */
    FailoverRun(Path directory) throws IOException, InterruptedException {
        this.place = ClusterPlace.prepare(directory);
        this.traces = new Traces(Files.createDirectories(directory.resolve("traces")));
        this.jobManager = JobManagerProcess.start(place, List.of("-Xmx256m"));
        try {
            while (taskManagers.size() <= FailoverJob.PARALLELISM) {
                startTaskManager();
            }
            long now = Trace.nowMicros();
            RemoteSubmission.submit(new FailoverJob(traces.directory()).graph(), List.of(), jobManager.rest());
            Patience.until("the job writes", BOUND, () -> traces.resumedAfter(now));
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void startTaskManager() throws IOException, InterruptedException {
        taskManagers.add(
                Jvm.start(place, TaskManagerMain.class, List.of("-Xmx384m"), "-Dtaskmanager.numberOfTaskSlots=1"));
        Patience.until(
                "all TaskManagers are registered", BOUND, () -> jobManager.taskManagers() == taskManagers.size());
    }

    /** Kills TaskManagers and lets tasks fail in turn, so that a slow hour of the machine is shared fairly. */
    List<Outage> outages(int times, Consumer<Outage> progress) throws IOException, InterruptedException {
        List<Outage> outages = new ArrayList<>();
        for (int time = 0; time < times; time++) {
            int subtask = random.nextInt(FailoverJob.PARALLELISM);
            outages.add(outage("TaskManager killed", () -> kill(traces.processOf(subtask))));
            progress.accept(outages.get(outages.size() - 1));
            startTaskManager();
            outages.add(outage("task failed", () -> Files.createFile(Trace.poison(traces.directory(), subtask))));
            progress.accept(outages.get(outages.size() - 1));
        }
        return outages;
    }

    private interface Death {
        void happen() throws IOException;
    }

    private Outage outage(String what, Death death) throws IOException, InterruptedException {
        Thread.sleep(QUIET_MILLIS + random.nextInt(PHASE_MILLIS));
        long at = Trace.nowMicros();
        death.happen();
        Patience.until("all subtasks write again", BOUND, () -> traces.resumedAfter(at));
        Thread.sleep(AFTERMATH_MILLIS);
        return new Outage(what, traces.longestGapMicros(at) / 1e3, traces.resumedMicros(at) / 1e3);
    }

    private void kill(long process) {
        Jvm victim = taskManagers.stream()
                .filter(each -> each.process().pid() == process)
                .findFirst()
                .orElseThrow();
        victim.process().destroyForcibly();
        taskManagers.remove(victim);
    }

    @Override
    public void close() {
        taskManagers.forEach(each -> each.process().destroyForcibly());
        jobManager.close();
    }
}
