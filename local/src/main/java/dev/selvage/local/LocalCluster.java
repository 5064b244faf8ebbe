package dev.selvage.local;

import dev.selvage.core.config.ResourceOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.failure.FaultHandler;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.jobmanager.JobEvent;
import dev.selvage.core.jobmanager.JobManagerEvent;
import dev.selvage.core.jobmanager.JobSettings;
import dev.selvage.core.jobmanager.SessionSettings;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.taskmanager.TaskManagerSettings;
import dev.selvage.jobmanager.store.JobStore;
import dev.selvage.platform.process.ProcessSteps;
import java.util.function.Consumer;

/**
 * One JobManager and as many TaskManagers as are wanted, for one job, with links and storage in memory. How the job ends is
 * told from one of its loops, once or more; somebody then closes the cluster, on a thread that is none of its own.
 */
final class LocalCluster implements AutoCloseable {

    /** Nobody else can lead in this JVM. */
    static final LeaderEpoch EPOCH = new LeaderEpoch(1);

    private final JobId job;
    private final ProcessSteps parts = new ProcessSteps();
    private final JobManagerLoop jobManager;
    private final TaskManagers taskManagers;

    /** A cluster that runs the job. */
    LocalCluster(
            Submission submission,
            JobStore store,
            TaskRuntime runtime,
            SavepointWishes savepoints,
            Consumer<JobEnd> end)
            throws ProcessSteps.StartFailedException {
        FaultHandler faults = (where, thrown) -> end.accept(new JobEnd.Fault(where, thrown));
        ExecutionPlan plan = submission.plan();
        Configuration configuration = submission.configuration();
        this.job = plan.job();
        parts.start("what tasks share", () -> runtime);
        this.jobManager = parts.start("the JobManager", () -> {
            JobManagerLoop started = new JobManagerLoop(
                    EPOCH,
                    SessionSettings.of(configuration),
                    store,
                    result -> end.accept(new JobEnd.Decided(result)),
                    savepoints,
                    faults);
            started.start();
            return started;
        });
        jobManager.put(new JobManagerEvent.JobAccepted(plan, JobSettings.of(configuration), submission.past()));
        int count = configuration.get(ResourceOptions.LOCAL_TASKMANAGERS);
        int slots = (plan.slots() + count - 1) / count;
        this.taskManagers = parts.start(
                "the TaskManagers",
                () -> TaskManagers.start(count, jobManager, id -> {
                    TaskManagerLoop started = new TaskManagerLoop(
                            id,
                            slots,
                            TaskManagerSettings.of(configuration),
                            jobManager.links(),
                            runtime,
                            reason -> end.accept(new JobEnd.GivenUp(reason)),
                            faults);
                    started.start();
                    return started;
                }));
    }

    TaskManagers taskManagers() {
        return taskManagers;
    }

    void cancel() {
        jobManager.put(new JobManagerEvent.ForJob(job, new JobEvent.CancelAsked()));
    }

    /** Asks for a savepoint, with which the job may be to stop; answered to those who wait for it. */
    void savepoint(String directory, boolean thenStop) {
        jobManager.put(new JobManagerEvent.ForJob(job, new JobEvent.SavepointAsked(directory, thenStop)));
    }

    /** Stops everything; what does not stop cleanly is logged, and nobody waits for it any longer. */
    @Override
    public void close() {
        parts.close();
    }
}
