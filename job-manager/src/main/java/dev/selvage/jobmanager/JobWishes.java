package dev.selvage.jobmanager;

import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.JobEvent;
import dev.selvage.core.jobmanager.JobManagerEvent;
import dev.selvage.core.leadership.WriteOutcome;
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
 * Tells the JobManager what the users of one job have asked for, and them what came of it. A wish is durable before the JobManager
 * hears of it, so that the next one fulfils it if this one dies. The savepoint that a job stops with is told when the job has
 * ended: before that it may still be needed where it is. Any thread may call; the fields are one worker's alone.
 */
final class JobWishes {

    private static final Logger LOG = LogManager.getLogger(JobWishes.class);

    private final JobId job;
    private final StoredWishes stored;
    private final Savepoints savepoints;
    private final Executor worker;
    private final Inbox<JobManagerEvent> jobManager;
    /** The newest checkpoint when this leader took the job up. */
    private final Optional<CheckpointReference> newest;
    /** Whether leaders before may have left wishes that could not be looked into yet. */
    private final AtomicBoolean lookAgain = new AtomicBoolean(true);
    /** Those that the JobManager has heard of. */
    private final TreeMap<String, JobEvent.Asked> heard = new TreeMap<>();
    /** Those that could not be written yet. */
    private final TreeMap<String, WishAnswer> answers = new TreeMap<>();
    /** Why this leader does nothing for the job any more, if that is so. */
    private Optional<Failure> apart = Optional.empty();
    /** Whether the job has ended, so that the JobManager answers nothing any more. */
    private boolean over;

    /**
     * The wishes of one job.
     *
     * @param worker a single thread, which reads and writes
     * @param newest the newest checkpoint when this leader took the job up
     */
    JobWishes(
            JobId job,
            StoredWishes stored,
            Savepoints savepoints,
            Executor worker,
            Inbox<JobManagerEvent> jobManager,
            Optional<CheckpointReference> newest) {
        this.job = job;
        this.stored = stored;
        this.savepoints = savepoints;
        this.worker = worker;
        this.jobManager = jobManager;
        this.newest = newest;
    }

    /**
     * Records a wish, and has it fulfilled if that is {@link WriteOutcome#WRITTEN}. Asked again under the same name, it is the same
     * wish. Blocks.
     */
    WriteOutcome wish(String name, JobEvent.Asked wish) {
        WriteOutcome outcome = stored.leave(job, name, wish);
        if (outcome == WriteOutcome.WRITTEN) {
            worker.execute(() -> {
                if (over) {
                    answerAtTheEnd();
                } else if (!heard.containsKey(name)) {
                    tell(name, wish);
                }
            });
        }
        return outcome;
    }

    private void tell(String name, JobEvent.Asked wish) {
        // Before the JobManager knows, whose answer is for it.
        heard.put(name, wish);
        jobManager.put(new JobManagerEvent.ForJob(job, wish));
        refuseIfApart(name, wish);
    }

    private void refuseIfApart(String name, JobEvent.Asked wish) {
        if (wish instanceof JobEvent.SavepointAsked && apart.isPresent()) {
            answer(name, WishAnswer.refused(apart.get()));
        }
    }

    /** Looks for wishes that leaders before had not fulfilled, until all could be looked into. To be called now and then. */
    void look() {
        if (lookAgain.getAndSet(false)) {
            worker.execute(() -> {
                try {
                    writeAnswers();
                    if (over) {
                        return;
                    }
                    for (Map.Entry<String, JobEvent.Asked> wish :
                            stored.open(job).entrySet()) {
                        if (!heard.containsKey(wish.getKey())) {
                            hear(wish.getKey(), wish.getValue());
                        }
                    }
                } catch (IOException e) {
                    LOG.warn("Expected to read what users want of job {}, but could not; it is tried again.", job, e);
                    lookAgain.set(true);
                }
            });
        }
    }

    private void hear(String name, JobEvent.Asked wish) {
        try {
            if (isLeftToDo(name, wish)) {
                tell(name, wish);
            } else {
                heard.put(name, wish);
            }
        } catch (IOException e) {
            // Others are looked into all the same: a savepoint that cannot be read must not keep a job from being
            // cancelled.
            LOG.warn("Expected to look into wish {} of job {}, but could not; it is tried again.", name, job, e);
            lookAgain.set(true);
        }
    }

    /** The leader before may have made a savepoint, and died before it could say so. */
    private boolean isLeftToDo(String name, JobEvent.Asked wish) throws IOException {
        if (!(wish instanceof JobEvent.SavepointAsked asked)) {
            return true;
        }
        Optional<CheckpointReference> made = savepoints.complete(asked.directory(), job);
        if (made.isEmpty()) {
            return true;
        } else if (!asked.thenStop()) {
            answer(name, WishAnswer.of(made.get()));
            return false;
        } else if (made.equals(newest)) {
            // The job stops with it, and its end is the answer.
            return false;
        }
        savepoints.forget(made.get());
        return true;
    }

    /** What came of a wish, if that is known; nothing also if nobody has wished it. Blocks. */
    Optional<WishAnswer> answer(String name) throws IOException {
        return stored.answer(job, name);
    }

    /** The savepoint in this directory is complete. */
    void done(String directory, CheckpointReference savepoint) {
        worker.execute(() -> heard.forEach((name, wish) -> {
            if (isFor(directory, wish) && !(wish instanceof JobEvent.SavepointAsked it && it.thenStop())) {
                answer(name, WishAnswer.of(savepoint));
            }
        }));
    }

    /** There will be no savepoint in this directory. */
    void failed(String directory, Failure reason) {
        worker.execute(() -> heard.forEach((name, wish) -> {
            if (isFor(directory, wish)) {
                answer(name, WishAnswer.refused(reason));
            }
        }));
    }

    /**
     * The job is set apart. Savepoints are refused, rather than made at a time when nobody expects them any more; a cancellation
     * stands, for when the job goes on.
     */
    void setApart(Failure reason) {
        worker.execute(() -> {
            apart = Optional.of(reason);
            heard.forEach(this::refuseIfApart);
        });
    }

    private static boolean isFor(String directory, JobEvent.Asked wish) {
        return wish instanceof JobEvent.SavepointAsked asked
                && asked.directory().equals(directory);
    }

    /** The job has ended: whatever has no answer gets one, and then that is done which lets the job be forgotten. */
    void over(Runnable then) {
        worker.execute(() -> {
            over = true;
            try {
                answerAtTheEnd();
            } finally {
                then.run();
            }
        });
    }

    private void answerAtTheEnd() {
        try {
            writeAnswers();
            for (Map.Entry<String, JobEvent.Asked> wish : stored.open(job).entrySet()) {
                answer(wish.getKey(), atTheEnd(wish.getValue()));
            }
        } catch (IOException e) {
            LOG.warn("Expected to answer what users wanted of job {}, but could not: its result has to do.", job, e);
        }
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

    private void answer(String name, WishAnswer answer) {
        answers.putIfAbsent(name, answer);
        writeAnswers();
    }

    private void writeAnswers() {
        while (!answers.isEmpty()) {
            String name = answers.firstKey();
            if (stored.answer(job, name, answers.firstEntry().getValue()) == WriteOutcome.UNKNOWN) {
                lookAgain.set(true);
                return;
            }
            // A first answer stays, and a leader that is superseded has none to give.
            answers.remove(name);
        }
    }
}
