package dev.selvage.jobmanager;

import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.JobAction;
import dev.selvage.core.jobmanager.JobEvent;
import dev.selvage.core.jobmanager.JobManagerAction;
import dev.selvage.core.jobmanager.JobManagerEvent;
import dev.selvage.core.loop.Body;
import dev.selvage.core.loop.Inbox;
import dev.selvage.core.message.CheckpointOrder;
import dev.selvage.jobmanager.store.JobStore;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Carries out what the JobManager decides: says it to TaskManagers, has it stored, tells it to whoever waits for jobs. On the
 * JobManager's loop; what is stored is stored by the writers, and comes back as an event.
 */
public final class JobManagerBody implements Body<JobManagerAction> {

    private final TaskManagerLinks links;
    private final Leadership leadership;
    private final JobStore store;
    private final Executor writers;
    private final JobNews news;
    private final Inbox<JobManagerEvent> inbox;
    private final Optional<ContainerDriver> containers;

    /**
     * A body of these parts.
     *
     * @param writers calls the store, which may block
     * @param inbox of the JobManager's own loop, for the outcomes
     * @param containers nobody, in a cluster that has a fixed set of TaskManagers
     */
    public JobManagerBody(
            TaskManagerLinks links,
            Leadership leadership,
            JobStore store,
            Executor writers,
            JobNews news,
            Inbox<JobManagerEvent> inbox,
            Optional<ContainerDriver> containers) {
        this.links = links;
        this.leadership = leadership;
        this.store = store;
        this.writers = writers;
        this.news = news;
        this.inbox = inbox;
        this.containers = containers;
    }

    @Override
    public void carryOut(JobManagerAction action) {
        if (action instanceof JobManagerAction.Send send) {
            links.send(send.connection(), send.message());
        } else if (action instanceof JobManagerAction.HangUp hangUp) {
            links.hangUp(hangUp.connection());
        } else if (action instanceof JobManagerAction.Probe probe) {
            links.probe(probe.taskManager());
        } else if (action instanceof JobManagerAction.LookForLeader) {
            leadership.lookForLeader();
        } else if (action instanceof JobManagerAction.Show show) {
            news.shown(show.request(), show.view());
        } else if (action instanceof JobManagerAction.StepDown) {
            leadership.stepDown();
        } else if (action instanceof JobManagerAction.OfJob of) {
            carryOut(of.job(), of.action());
        } else if (action instanceof JobManagerAction.OfContainers of) {
            containers.ifPresent(driver -> driver.carryOut(of.action()));
        } else {
            throw new IllegalStateException("expected an action of a JobManager, but found " + action);
        }
    }

    private void carryOut(JobId job, JobAction action) {
        if (action instanceof JobAction.WriteDeployment it) {
            writers.execute(() -> {
                answer(
                        job,
                        new JobEvent.DeploymentWritten(it.record().deployment(), store.writeDeployment(it.record())));
                store.deleteSuperseded(job);
            });
        } else if (action instanceof JobAction.PrepareManifest it) {
            writers.execute(() -> store.prepareManifest(job, it.order()));
        } else if (action instanceof JobAction.WriteManifest it) {
            writers.execute(() -> answer(job, writeManifest(it)));
        } else if (action instanceof JobAction.WritePointer it) {
            writers.execute(() -> {
                answer(job, new JobEvent.PointerWritten(it.decides(), store.writePointer(it.pointer())));
                store.deleteSuperseded(job);
            });
        } else if (action instanceof JobAction.WriteResult it) {
            writers.execute(() -> answer(job, new JobEvent.ResultWritten(store.writeResult(it.result()))));
        } else if (action instanceof JobAction.DeleteCheckpoint it) {
            writers.execute(() -> store.deleteCheckpoint(it.checkpoint()));
        } else if (action instanceof JobAction.DeleteAborted it) {
            writers.execute(() -> store.deleteAborted(job, it.order()));
        } else if (action instanceof JobAction.Ended it) {
            news.ended(it.result());
        } else if (action instanceof JobAction.Suspended it) {
            writers.execute(() -> store.giveUpPrepared(job));
            news.suspended(job, it.reason());
        } else if (action instanceof JobAction.StatusChanged it) {
            news.statusChanged(job, it.status());
        } else if (action instanceof JobAction.Failed it) {
            news.failed(job, it.reason(), it.restartsInMillis());
        } else if (action instanceof JobAction.WantSlots it) {
            news.wantsSlots(job, it.missing());
        } else if (action instanceof JobAction.WaitsInVain it) {
            news.waitsInVain(job, it.reason());
        } else if (action instanceof JobAction.SavepointDone it) {
            news.savepointDone(job, it.directory(), it.savepoint());
        } else if (action instanceof JobAction.SavepointFailed it) {
            news.savepointFailed(job, it.directory(), it.reason());
        } else {
            throw new IllegalStateException("expected what a job wants stored or told, but found " + action);
        }
    }

    private JobEvent writeManifest(JobAction.WriteManifest it) {
        CheckpointOrder order = it.order();
        JobStore.StoredManifest stored = store.writeManifest(it.manifest(), order);
        return new JobEvent.ManifestWritten(order.checkpoint(), stored.outcome(), stored.reference());
    }

    private void answer(JobId job, JobEvent event) {
        inbox.put(new JobManagerEvent.ForJob(job, event));
    }
}
