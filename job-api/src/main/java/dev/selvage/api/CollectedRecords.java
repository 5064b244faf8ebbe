package dev.selvage.api;

import dev.selvage.api.execute.JobClient;
import dev.selvage.api.execute.JobFailedException;
import dev.selvage.api.sink.CollectSink;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Takes records out of a sink until the job that fills it has ended. */
final class CollectedRecords<T> implements CloseableIterator<T> {
    /** How much later than a job's end it is noticed, at most; records are noticed at once. */
    private static final Duration BETWEEN_LOOKS_AT_THE_JOB = Duration.ofMillis(20);

    private final CollectSink<T> sink;
    private final JobClient job;
    private Optional<T> next = Optional.empty();
    private boolean ended;

    CollectedRecords(CollectSink<T> sink, JobClient job) {
        this.sink = sink;
        this.job = job;
    }

    @Override
    public boolean hasNext() {
        try {
            while (next.isEmpty() && !ended) {
                next = sink.poll(BETWEEN_LOOKS_AT_THE_JOB);
                ended = next.isEmpty() && hasEnded();
            }
            if (next.isEmpty()) {
                // Those that came between the last look at the sink and the job's end.
                next = sink.poll(Duration.ZERO);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "Interrupted while waiting for records of job " + job.getJobId() + "; closing cancels it.", e);
        }
        return next.isPresent();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("Job " + job.getJobId() + " has ended: ask hasNext() first.");
        }
        T taken = next.orElseThrow();
        next = Optional.empty();
        return taken;
    }

    @Override
    public void close() {
        try {
            if (!ended) {
                job.cancel();
                awaitEnd();
            }
        } finally {
            ended = true;
            next = Optional.empty();
            sink.close();
        }
    }

    private boolean hasEnded() {
        try {
            return job.result(Duration.ZERO).isPresent();
        } catch (JobFailedException e) {
            ended = true;
            throw e;
        }
    }

    /** Whoever closes wants no more of the job, not even its failure. */
    private void awaitEnd() {
        try {
            job.result();
        } catch (JobFailedException e) {
            ended = true;
        }
    }
}
