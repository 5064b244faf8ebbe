package dev.selvage.local;

import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.failure.FaultHandler;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.jobmanager.Inheritance;
import dev.selvage.core.jobmanager.JobManager;
import dev.selvage.core.jobmanager.JobManagerAction;
import dev.selvage.core.jobmanager.JobManagerEvent;
import dev.selvage.core.jobmanager.SessionSettings;
import dev.selvage.core.jobmanager.lifecycle.JobResult;
import dev.selvage.core.jobmanager.lifecycle.JobStatus;
import dev.selvage.core.loop.Inbox;
import dev.selvage.jobmanager.JobManagerBody;
import dev.selvage.jobmanager.JobNews;
import dev.selvage.jobmanager.Leadership;
import dev.selvage.jobmanager.store.JobStore;
import dev.selvage.platform.loop.EventLoop;
import dev.selvage.platform.loop.LoopClock;
import dev.selvage.platform.process.WorkerPool;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** The JobManager of one JVM: it leads from the start and for good. */
final class JobManagerLoop implements Inbox<JobManagerEvent>, AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(JobManagerLoop.class);

    private final LocalLinks links;
    /** One thread: what is written comes in the order in which it was decided. */
    private final WorkerPool writers;

    private final EventLoop<JobManagerEvent, JobManagerAction> loop;

    /**
     * A JobManager that does not run yet.
     *
     * @param ended is told on its loop how a job ended
     * @param savepoints those who wait for some
     */
    JobManagerLoop(
            LeaderEpoch epoch,
            SessionSettings settings,
            JobStore store,
            Consumer<JobResult> ended,
            SavepointWishes savepoints,
            FaultHandler faults) {
        this.links = new LocalLinks(epoch, this);
        this.writers = new WorkerPool("local-jobmanager-writer", 1, faults);
        this.loop = new EventLoop<>(
                "local-jobmanager",
                new JobManager(epoch, settings, Inheritance.none()),
                new JobManagerBody(
                        links, new OnlyLeader(), store, writers, new News(ended, savepoints), this, Optional.empty()),
                new LoopClock(),
                new SplittableRandom(),
                faults);
    }

    void start() {
        loop.start();
    }

    LocalLinks links() {
        return links;
    }

    @Override
    public void put(JobManagerEvent message) {
        loop.put(message);
    }

    @Override
    public void close() {
        try {
            loop.close();
        } finally {
            writers.close();
        }
    }

    /** There is no record of who leads, since nobody else ever does. */
    private static final class OnlyLeader implements Leadership {

        @Override
        public void lookForLeader() {}

        @Override
        public void stepDown() {
            throw new IllegalStateException("expected the only leader of this JVM to lead, but it was superseded");
        }
    }

    /** Passes on what is waited for here. */
    private record News(Consumer<JobResult> whenEnded, SavepointWishes savepoints) implements JobNews {

        @Override
        public void ended(JobResult result) {
            whenEnded.accept(result);
        }

        /** There is no leader to come that might find it mended. */
        @Override
        public void suspended(JobId job, Failure reason) {
            whenEnded.accept(new JobResult(job, JobStatus.FAILED, Optional.of(reason)));
        }

        @Override
        public void wantsSlots(JobId job, int missing) {
            LOG.debug("job {} waits for {} slots", job, missing);
        }

        @Override
        public void savepointDone(JobId job, String directory, CheckpointReference savepoint) {
            LOG.info("job {} has savepoint {}", job, directory);
            savepoints.done(directory);
        }

        @Override
        public void savepointFailed(JobId job, String directory, Failure reason) {
            LOG.warn("job {} has no savepoint in {}: {}", job, directory, reason);
            savepoints.failed(directory, reason);
        }
    }
}
