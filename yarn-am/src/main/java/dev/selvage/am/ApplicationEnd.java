package dev.selvage.am;

import dev.selvage.core.application.ApplicationOutcome;
import dev.selvage.core.failure.FaultHandler;
import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.lifecycle.JobResult;
import dev.selvage.platform.process.ExitCode;
import dev.selvage.platform.process.Threads;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Ends the application, once, in an order in which it can be broken off anywhere. Any thread may begin. */
final class ApplicationEnd {

    private static final Logger LOG = LogManager.getLogger(ApplicationEnd.class);

    private final Historian historian;
    private final Farewell farewell;
    private final Staging staging;
    private final Duration linger;
    private final Consumer<ExitCode> exit;
    private final FaultHandler faults;
    private final AtomicBoolean begun = new AtomicBoolean();

    /** Tells YARN how the application has ended; blocks, and fails if YARN cannot be told. */
    interface Farewell {
        void tell(ApplicationOutcome outcome, String diagnostics) throws IOException, InterruptedException;
    }

    /** Writes down how the application ends; blocks. */
    interface Historian {
        void write(ApplicationOutcome outcome, String diagnostics) throws IOException, InterruptedException;
    }

    /**
     * One that has not begun.
     *
     * @param linger for how long REST still answers after an application that has succeeded
     */
    ApplicationEnd(
            Historian historian,
            Farewell farewell,
            Staging staging,
            Duration linger,
            Consumer<ExitCode> exit,
            FaultHandler faults) {
        this.historian = historian;
        this.farewell = farewell;
        this.staging = staging;
        this.linger = linger;
        this.exit = exit;
        this.faults = faults;
    }

    /** With the job that it was there for: its result is durable before anybody hears of it. */
    void withJob(JobResult result) {
        JobId job = result.job();
        switch (result.status()) {
            case FINISHED -> begin(ApplicationOutcome.SUCCEEDED, "Job " + job + " has finished.");
            case CANCELLED -> begin(ApplicationOutcome.KILLED, "Job " + job + " was cancelled.");
            default ->
                begin(
                        ApplicationOutcome.FAILED,
                        "Job " + job + " has failed"
                                + result.reason().map(reason -> ": " + reason).orElse("."));
        }
    }

    /** Returns at once. Only the first call counts. */
    void begin(ApplicationOutcome outcome, String diagnostics) {
        if (begun.compareAndSet(false, true)) {
            LOG.info("The application ends, {}: {}", outcome, diagnostics);
            Threads.unstarted("application-end", faults, () -> run(outcome, diagnostics))
                    .start();
        }
    }

    private void run(ApplicationOutcome outcome, String diagnostics) {
        try {
            // First the record of how its job ended, or the wish that it be over: they are durable, or said,
            // before this is called. Whoever is interrupted below has a successor who finds that, and comes here
            // again. Then its history: once YARN is told no attempt comes that could write it. Whoever dies
            // behind this has a successor that writes it anew.
            remember(outcome, diagnostics);
            // Then YARN: from here on no attempt is started, so that nobody needs what is deleted next. The other
            // way round a crash in between would leave YARN with an application that can neither start nor end.
            farewell.tell(outcome, diagnostics);
            // Then what nobody needs any more.
            Optional<StoragePath> kept = staging.delete();
            kept.ifPresent(place -> LOG.warn(
                    "Checkpoints stay in {}, and so does all that this application has left around them. Whoever does not"
                            + " need them any more deletes that.",
                    place));
            if (outcome == ApplicationOutcome.SUCCEEDED) {
                // Whoever has stopped a job with a savepoint asks until he hears where that is. To YARN, and to
                // who asks it, the application has ended by now.
                Thread.sleep(linger.toMillis());
            }
            // Last: YARN ends whatever is left of the application's containers.
            exit.accept(outcome == ApplicationOutcome.FAILED ? ExitCode.JOB_FAILED : ExitCode.DONE);
        } catch (IOException | InterruptedException e) {
            LOG.error("Expected to end the application in order, but could not.", e);
            // If YARN was not told, it starts another attempt, which tells it. Otherwise something stays for purge.
            exit.accept(ExitCode.GIVEN_UP);
        }
    }

    /** That nobody can read how it ended does not keep it from ending. */
    private void remember(ApplicationOutcome outcome, String diagnostics) throws InterruptedException {
        try {
            historian.write(outcome, diagnostics);
        } catch (IOException | RuntimeException e) {
            LOG.warn("Expected to write the history of the application, but could not: there will be none.", e);
        }
    }
}
