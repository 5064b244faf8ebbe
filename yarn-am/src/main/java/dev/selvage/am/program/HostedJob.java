package dev.selvage.am.program;

import dev.selvage.api.execute.JobClient;
import dev.selvage.api.execute.JobFailedException;
import dev.selvage.api.execute.JobResult;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.JobEvent;
import dev.selvage.core.jobmanager.lifecycle.JobStatus;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.jobmanager.Jobs;
import dev.selvage.jobmanager.store.Savepoints;
import dev.selvage.jobmanager.store.WishAnswer;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** A job of a program, beside whose {@code main()} its JobManager is. Any thread may call. */
final class HostedJob implements JobClient {

    private static final long LOOK_MILLIS = 100;

    private final JobId id;
    private final String name;
    private final Jobs jobs;
    private final FileStorages storages;
    private final CompletableFuture<dev.selvage.core.jobmanager.lifecycle.JobResult> end;
    private final AtomicLong savepoints = new AtomicLong();

    HostedJob(
            JobId id,
            String name,
            Jobs jobs,
            FileStorages storages,
            CompletableFuture<dev.selvage.core.jobmanager.lifecycle.JobResult> end) {
        this.id = id;
        this.name = name;
        this.jobs = jobs;
        this.storages = storages;
        this.end = end;
    }

    @Override
    public String getJobId() {
        return id.toString();
    }

    @Override
    public JobResult result() {
        return result(Duration.ofNanos(Long.MAX_VALUE)).orElseThrow();
    }

    @Override
    public Optional<JobResult> result(Duration atMost) {
        try {
            return Optional.of(shown(end.get(atMost.toNanos(), TimeUnit.NANOSECONDS)));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("expected the end of a job never to fail", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted("its end", e);
        }
    }

    private JobResult shown(dev.selvage.core.jobmanager.lifecycle.JobResult result) {
        if (result.status() == JobStatus.FAILED) {
            throw new JobFailedException("The job " + inWords() + " has failed"
                    + result.reason()
                            .map(Failure::toString)
                            .map(why -> ": " + why)
                            .orElse("."));
        }
        long millis = jobs.find(id)
                .map(entry -> entry.chronicle().lastChangeMillis() - entry.job().acceptedAtMillis())
                .orElse(0L);
        return new JobResult(
                id.toString(),
                result.status() == JobStatus.CANCELLED,
                Duration.ofMillis(Math.max(0, millis)),
                Map.of());
    }

    private String inWords() {
        return name + " (" + id + ")";
    }

    private IllegalStateException interrupted(String wanted, InterruptedException e) {
        return new IllegalStateException(
                "Expected to wait for " + wanted + " of job " + inWords()
                        + ", but the thread that waits was interrupted; the job goes on.",
                e);
    }

    @Override
    public void cancel() {
        wish("main-cancels", new JobEvent.CancelAsked());
    }

    private void wish(String wish, JobEvent.Asked asked) {
        WriteOutcome outcome;
        do {
            outcome = jobs.wish(id, wish, asked);
            ProgramRun.waitBefore(outcome);
        } while (outcome == WriteOutcome.UNKNOWN && !Thread.currentThread().isInterrupted());
        if (outcome != WriteOutcome.WRITTEN) {
            throw new IllegalStateException("Expected to record what is wanted of job " + inWords()
                    + ", but found that it is set apart, or that another attempt leads by now.");
        }
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

    private String savepoint(String target, boolean thenStop) {
        // The same name when main() is called again: what is made already is not made a second time.
        String wish = JobId.derivedFrom(id + ", savepoint " + savepoints.incrementAndGet())
                .toString();
        try {
            if (jobs.wished(id, wish).isEmpty()) {
                wish(wish, new JobEvent.SavepointAsked(new Savepoints(storages).newDirectory(target, id), thenStop));
            }
            WishAnswer answer = await(wish);
            return answer.savepoint()
                    .map(made ->
                            String.valueOf(StoragePath.parse(made.manifest()).parent()))
                    .orElseThrow(() -> new IllegalStateException("The job " + inWords() + " has no savepoint: "
                            + answer.refusal().map(Failure::sentence).orElse("nobody says why")));
        } catch (IOException e) {
            throw new UncheckedIOException("The job " + inWords() + " has no savepoint: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted("a savepoint", e);
        }
    }

    private WishAnswer await(String wish) throws IOException, InterruptedException {
        while (true) {
            Optional<WishAnswer> answer = jobs.answer(id, wish);
            if (answer.isPresent()) {
                return answer.get();
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
