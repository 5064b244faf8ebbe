package dev.selvage.jobmanager.standalone;

import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.JobEvent;
import dev.selvage.core.jobmanager.JobManagerEvent;
import dev.selvage.core.loop.Inbox;
import dev.selvage.jobmanager.store.Savepoints;
import dev.selvage.jobmanager.store.StoredWishes;
import dev.selvage.jobmanager.store.WishAnswer;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Tells the JobManager what the users of its job have asked for, and them what came of it. The savepoint that a job stops with
 * is told when the job has ended: before that it may still be needed where it is. Any thread may call; all work is done by one
 * worker, whose alone the fields are.
 */
final class JobWishes {

    private static final Logger LOG = LogManager.getLogger(JobWishes.class);

    private final JobId job;
    private final StoredWishes stored;
    private final Savepoints savepoints;
    private final Executor worker;
    private final AtomicBoolean looking = new AtomicBoolean();
    /** Those that the JobManager has heard of. */
    private final TreeMap<Long, JobEvent.Asked> heard = new TreeMap<>();
    /** Those that could not be written yet. */
    private final TreeMap<Long, WishAnswer> answers = new TreeMap<>();

    /**
     * The wishes of one job.
     *
     * @param worker a single thread, which reads and writes
     */
    JobWishes(JobId job, StoredWishes stored, Savepoints savepoints, Executor worker) {
        this.job = job;
        this.stored = stored;
        this.savepoints = savepoints;
        this.worker = worker;
    }

    /**
     * Looks for wishes that the JobManager has not heard of. Where that takes longer than it is asked for, one look at a time
     * answers all that asked meanwhile.
     *
     * @param newest the newest checkpoint when this leader took the job up
     */
    void look(Optional<CheckpointReference> newest, Inbox<JobManagerEvent> jobManager) {
        if (!looking.getAndSet(true)) {
            worker.execute(() -> {
                try {
                    writeAnswers();
                    for (Map.Entry<Long, JobEvent.Asked> wish : stored.open(job).entrySet()) {
                        if (!heard.containsKey(wish.getKey())) {
                            hear(wish.getKey(), wish.getValue(), newest, jobManager);
                        }
                    }
                } catch (IOException e) {
                    LOG.warn("Expected to read what users want of job {}, but could not; it is tried again.", job, e);
                } finally {
                    looking.set(false);
                }
            });
        }
    }

    private void hear(
            long number, JobEvent.Asked wish, Optional<CheckpointReference> newest, Inbox<JobManagerEvent> jobManager) {
        boolean leftToDo;
        try {
            leftToDo = isLeftToDo(number, wish, newest);
        } catch (IOException e) {
            // Others are looked into all the same: a savepoint that cannot be read must not keep a job from being
            // cancelled.
            LOG.warn("Expected to look into wish {} of job {}, but could not; it is tried again.", number, job, e);
            return;
        }
        // Only now, since a look that fails is to be repeated; and before the JobManager knows, whose answer is for it.
        heard.put(number, wish);
        if (leftToDo) {
            jobManager.put(new JobManagerEvent.ForJob(job, wish));
        }
    }

    /** The leader before may have made a savepoint, and died before it could say so. */
    private boolean isLeftToDo(long number, JobEvent.Asked wish, Optional<CheckpointReference> newest)
            throws IOException {
        if (!(wish instanceof JobEvent.SavepointAsked asked)) {
            return true;
        }
        Optional<CheckpointReference> made = savepoints.complete(asked.directory(), job);
        if (made.isEmpty()) {
            return true;
        } else if (!asked.thenStop()) {
            answer(number, WishAnswer.of(made.get()));
            return false;
        } else if (made.equals(newest)) {
            // The job stops with it, and its end is the answer.
            return false;
        }
        savepoints.forget(made.get());
        return true;
    }

    /** The savepoint in this directory is complete. */
    void done(String directory, CheckpointReference savepoint) {
        worker.execute(() -> heard.forEach((number, wish) -> {
            if (isFor(directory, wish) && !(wish instanceof JobEvent.SavepointAsked it && it.thenStop())) {
                answer(number, WishAnswer.of(savepoint));
            }
        }));
    }

    /** There will be no savepoint in this directory. */
    void failed(String directory, Failure reason) {
        worker.execute(() -> heard.forEach((number, wish) -> {
            if (isFor(directory, wish)) {
                answer(number, WishAnswer.refused(reason));
            }
        }));
    }

    private static boolean isFor(String directory, JobEvent.Asked wish) {
        return wish instanceof JobEvent.SavepointAsked asked
                && asked.directory().equals(directory);
    }

    /** The job has ended: whatever has no answer gets one, and then that is done which ends the process. */
    void over(Runnable then) {
        worker.execute(() -> {
            try {
                writeAnswers();
                for (Map.Entry<Long, JobEvent.Asked> wish : stored.open(job).entrySet()) {
                    answer(wish.getKey(), atTheEnd(wish.getValue()));
                }
            } catch (IOException e) {
                LOG.warn(
                        "Expected to answer what users wanted of job {}, but could not: its result has to do.", job, e);
            } finally {
                then.run();
            }
        });
    }

    private WishAnswer atTheEnd(JobEvent.Asked wish) throws IOException {
        if (!(wish instanceof JobEvent.SavepointAsked asked)) {
            return WishAnswer.granted();
        }
        return savepoints
                .complete(asked.directory(), job)
                .map(WishAnswer::of)
                .orElseGet(() -> WishAnswer.refused(Failure.of(
                        ErrorCode.CHECKPOINT_FAILED, "expected a job that runs, but it ended before its savepoint")));
    }

    private void answer(long number, WishAnswer answer) {
        answers.putIfAbsent(number, answer);
        writeAnswers();
    }

    private void writeAnswers() {
        while (!answers.isEmpty()) {
            long number = answers.firstKey();
            try {
                stored.answer(job, number, answers.firstEntry().getValue());
                answers.remove(number);
            } catch (IOException e) {
                LOG.warn("Expected to answer wish {} of job {}, but could not; it is tried again.", number, job, e);
                return;
            }
        }
    }
}
