package dev.selvage.am.program;

import dev.selvage.api.execute.JobFailedException;
import dev.selvage.core.application.ApplicationAction;
import dev.selvage.core.application.ApplicationEvent;
import dev.selvage.core.application.ApplicationMachine;
import dev.selvage.core.application.ApplicationOutcome;
import dev.selvage.core.application.MainEnd;
import dev.selvage.core.failure.FaultHandler;
import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.JobEvent;
import dev.selvage.core.jobmanager.lifecycle.JobResult;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.jobmanager.Leader;
import dev.selvage.jobmanager.store.StoredMainEnd;
import dev.selvage.platform.process.Threads;
import dev.selvage.platform.process.WorkerPool;
import dev.selvage.platform.program.ProgramException;
import dev.selvage.platform.program.ProgramRunner;
import java.io.IOException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * A program in one attempt of its application: carries out what the {@link ApplicationMachine} decides. {@code main()} has a thread
 * of its own, and another one does what may block. Any thread may call.
 */
public final class ProgramRun implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(ProgramRun.class);

    private static final long AGAIN_MILLIS = 1_000;

    /** Under which name a job is cancelled because of {@code main()}: asked again by another attempt, it is the same wish. */
    private static final String WISH = "main-has-thrown";

    private final HostedProgram hosted;
    private final Supplier<ProgramRunner> runner;
    private final Ending ending;
    private final FaultHandler faults;
    private final WorkerPool worker;
    private final ConcurrentHashMap<JobId, CompletableFuture<JobResult>> ends = new ConcurrentHashMap<>();
    /** Guarded by this. */
    private final ApplicationMachine machine = new ApplicationMachine();

    /** Set before anything is to be done. */
    private volatile Optional<Leader> leading = Optional.empty();

    /** Ends the application; returns at once. */
    public interface Ending {
        void begin(ApplicationOutcome outcome, String diagnostics);
    }

    /**
     * One that waits for its attempt to lead.
     *
     * @param runner calls programs; asked for on the thread that calls
     */
    public ProgramRun(HostedProgram hosted, Supplier<ProgramRunner> runner, Ending ending, FaultHandler faults) {
        this.hosted = hosted;
        this.runner = runner;
        this.ending = ending;
        this.faults = faults;
        this.worker = new WorkerPool("application", 1, faults);
    }

    /** The attempt leads, and its JobManager has taken up the jobs of earlier ones, whatever {@code main()} comes to. */
    public void leads(Leader leader) throws IOException {
        // Read in the term that is to write it: a leader before cannot write it any more.
        Optional<MainEnd> main = new StoredMainEnd(leader.term()).find();
        main.ifPresent(end -> LOG.info("main() is not called again. {}", end.sentence()));
        TreeMap<JobId, String> jobs = new TreeMap<>();
        leader.jobs().unreadable().keySet().forEach(job -> jobs.put(job, "without a name that can be read"));
        leader.jobs()
                .known()
                .forEach((job, entry) -> jobs.put(job, entry.job().plan().name()));
        leading = Optional.of(leader);
        tell(new ApplicationEvent.Leads(main, jobs));
    }

    /** The result of a job is durable. */
    public void ended(JobResult result) {
        tell(new ApplicationEvent.JobEnded(result));
        end(result.job()).complete(result);
    }

    /** The program executes a job. Fails if it may not. */
    synchronized void executes(JobId job, String name) {
        if (!machine.mayExecute()) {
            throw new IllegalStateException("Expected main() to run while job " + name
                    + " is executed, but found that it is over: "
                    + machine.mainEnd().map(MainEnd::sentence).orElse("")
                    + " Have main() wait for threads that execute jobs.");
        }
        tell(new ApplicationEvent.Executes(job, name));
    }

    /** How a job ends, once it has. */
    CompletableFuture<JobResult> end(JobId job) {
        return ends.computeIfAbsent(job, any -> new CompletableFuture<>());
    }

    /** What it decides is done in the order in which it was decided. */
    synchronized void tell(ApplicationEvent event) {
        machine.step(event).forEach(action -> worker.execute(() -> carryOut(action)));
    }

    private void carryOut(ApplicationAction action) {
        if (action instanceof ApplicationAction.CallProgram) {
            Threads.unstarted("main", faults, this::callMain).start();
        } else if (action instanceof ApplicationAction.WriteMainEnd it) {
            WriteOutcome outcome = new StoredMainEnd(leader().term()).write(it.end());
            waitBefore(outcome);
            tell(new ApplicationEvent.MainEndWritten(outcome));
        } else if (action instanceof ApplicationAction.Cancel it) {
            cancel(it.job());
        } else if (action instanceof ApplicationAction.End it) {
            ending.begin(it.outcome(), it.diagnostics());
        } else {
            throw new IllegalStateException("expected something that an application wants, but found " + action);
        }
    }

    private Leader leader() {
        return leading.orElseThrow(() -> new IllegalStateException("expected to lead, but found nothing to do so"));
    }

    private void cancel(JobId job) {
        WriteOutcome outcome;
        do {
            outcome = leader().jobs().wish(job, WISH, new JobEvent.CancelAsked());
            waitBefore(outcome);
        } while (outcome == WriteOutcome.UNKNOWN && !Thread.currentThread().isInterrupted());
    }

    /** Storage that is away is not asked in a hurry. */
    static void waitBefore(WriteOutcome again) {
        if (again == WriteOutcome.UNKNOWN) {
            try {
                Thread.sleep(AGAIN_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void callMain() {
        LOG.info("main() of {} is called.", hosted.entryClass());
        try {
            runner.get().run(hosted.program(), new ProgramJobs(this, leader(), hosted));
            tell(new ApplicationEvent.MainReturned("main() of " + hosted.entryClass() + " has returned."));
        } catch (ProgramException e) {
            LOG.warn("main() of {} has not come to its end.", hosted.entryClass(), e);
            tell(new ApplicationEvent.MainThrew(sentence(e)));
        }
    }

    /** What became of a job is told once, by the job. */
    private String sentence(ProgramException thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof JobFailedException) {
                return "main() of " + hosted.entryClass() + " has ended with that.";
            }
        }
        return thrown.sentence() + (thrown.sentence().endsWith(".") ? "" : ".");
    }

    /** The program has called {@code System.exit()}: the end of {@code main()}, and of the process only if that is wanted. */
    void exited(int status) {
        String sentence = "main() of " + hosted.entryClass() + " has called System.exit(" + status + ").";
        switch (hosted.exits()) {
            case DISABLED -> System.exit(status);
            case LOG -> {
                LOG.warn(sentence, new IllegalStateException("who has called it"));
                System.exit(status);
            }
            case THROW -> LOG.info(sentence);
        }
        tell(status == 0 ? new ApplicationEvent.MainReturned(sentence) : new ApplicationEvent.MainThrew(sentence));
    }

    /** The thread of {@code main()} ends with the process. */
    @Override
    public void close() {
        worker.close();
    }
}
