package dev.selvage.local;

import dev.selvage.api.execute.JobFailedException;
import dev.selvage.api.execute.JobResult;
import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.failure.FaultHandler;
import dev.selvage.core.jobmanager.lifecycle.JobStatus;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.jobmanager.store.JobStore;
import dev.selvage.jobmanager.store.Savepoints;
import dev.selvage.platform.process.ProcessSteps;
import dev.selvage.platform.process.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * A job in this JVM, with a cluster of its own. Its result shows once everything has been stopped, so that whoever has seen it
 * finds no thread of it any more. Any thread may call.
 */
final class LocalJob implements LocalJobClient {

    private static final Logger LOG = LogManager.getLogger(LocalJob.class);

    private final ExecutionPlan plan;
    private final Savepoints savepoints;
    private final SavepointWishes wishes = new SavepointWishes();
    private final LastWords words;
    private final LinkedBlockingQueue<JobEnd> ends = new LinkedBlockingQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final long acceptedNanos = System.nanoTime();
    private final LocalCluster cluster;
    /** Set before it is over, read after. */
    private volatile Optional<Outcome> outcome = Optional.empty();

    private record Outcome(JobEnd end, Duration netRuntime) {}

    private LocalJob(Submission submission, JobStore store, TaskRuntime runtime, LastWords words)
            throws ProcessSteps.StartFailedException {
        this.plan = submission.plan();
        this.savepoints = submission.savepoints();
        this.words = words;
        this.cluster = new LocalCluster(submission, store, runtime, wishes, ends::add);
    }

    /**
     * Runs a job.
     *
     * @param words where the runtime tells what tasks leave behind
     */
    static LocalJob start(Submission submission, JobStore store, TaskRuntime runtime, LastWords words)
            throws ProcessSteps.StartFailedException {
        LocalJob job = new LocalJob(submission, store, runtime, words);
        FaultHandler faults = (where, thrown) -> LOG.error("expected {} to end the job, but it failed", where, thrown);
        Threads.unstarted("local-job", faults, job::seeToTheEnd).start();
        return job;
    }

    /** A thread of its own: no loop can wait for its own end, and nobody may ever ask for the result. */
    private void seeToTheEnd() {
        try {
            JobEnd end = ends.take();
            Duration netRuntime = Duration.ofNanos(System.nanoTime() - acceptedNanos);
            cluster.close();
            outcome = Optional.of(new Outcome(end, netRuntime));
        } catch (InterruptedException e) {
            throw new IllegalStateException("expected nobody to interrupt this thread", e);
        } finally {
            over.countDown();
            wishes.jobIsOver();
        }
    }

    @Override
    public String getJobId() {
        return plan.job().toString();
    }

    @Override
    public JobResult result() {
        return waitFor(Long.MAX_VALUE).orElseThrow();
    }

    @Override
    public Optional<JobResult> result(Duration atMost) {
        return waitFor(atMost.toNanos());
    }

    private Optional<JobResult> waitFor(long nanos) {
        try {
            if (!over.await(nanos, TimeUnit.NANOSECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "expected to wait for the end of the job " + plan.name()
                            + ", but the thread that waits was interrupted; the job goes on",
                    e);
        }
        Outcome known = outcome.orElseThrow(() ->
                new IllegalStateException("expected the job " + plan.name() + " to have a result, but it has none"));
        return Optional.of(resultOf(known));
    }

    private JobResult resultOf(Outcome known) {
        if (known.end() instanceof JobEnd.Decided decided) {
            JobStatus status = decided.result().status();
            if (status == JobStatus.FAILED) {
                Failure reason = decided.result()
                        .reason()
                        .orElseGet(() -> Failure.of(ErrorCode.TASK_FAILED, "the job failed without a reason"));
                throw failed(reason);
            }
            return new JobResult(getJobId(), status == JobStatus.CANCELLED, known.netRuntime(), words.counters());
        } else if (known.end() instanceof JobEnd.GivenUp givenUp) {
            throw failed(givenUp.reason());
        } else if (known.end() instanceof JobEnd.Fault fault) {
            throw new JobFailedException(
                    "The job " + plan.name() + " (" + getJobId() + ") has ended by a bug of Selvage in " + fault.where()
                            + ": " + fault.thrown(),
                    fault.thrown());
        }
        throw new IllegalStateException("expected a known end, but found " + known.end());
    }

    /** With the exception as it was thrown there is no need for its text. */
    private JobFailedException failed(Failure reason) {
        String sentence = "The job " + plan.name() + " (" + getJobId() + ") has failed: ";
        return words.of(reason)
                .map(cause -> new JobFailedException(sentence + reason.code() + ": " + reason.sentence(), cause))
                .orElseGet(() -> new JobFailedException(sentence + reason));
    }

    @Override
    public String triggerSavepoint(String targetDirectory) {
        return savepoint(targetDirectory, false);
    }

    @Override
    public String stopWithSavepoint(String targetDirectory) {
        String made = savepoint(targetDirectory, true);
        result();
        return made;
    }

    @Override
    public int taskManagers() {
        return cluster.taskManagers().count();
    }

    @Override
    public void killTaskManager(int number) {
        cluster.taskManagers().replace(number);
    }

    private String savepoint(String targetDirectory, boolean thenStop) {
        try {
            String directory = savepoints.newDirectory(targetDirectory, plan.job());
            CompletableFuture<String> wish = wishes.add(directory);
            cluster.savepoint(directory, thenStop);
            return wish.get();
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(noSavepoint(String.valueOf(e.getMessage())), e);
        } catch (ExecutionException e) {
            Throwable why = Optional.ofNullable(e.getCause()).orElse(e);
            throw new IllegalStateException(noSavepoint(String.valueOf(why.getMessage())), why);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(noSavepoint("the thread that waits for it was interrupted"), e);
        }
    }

    private String noSavepoint(String why) {
        return "The job " + plan.name() + " (" + getJobId() + ") has no savepoint: " + why;
    }

    @Override
    public void cancel() {
        cluster.cancel();
    }
}
