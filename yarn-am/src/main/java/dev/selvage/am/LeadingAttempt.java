package dev.selvage.am;

import dev.selvage.core.failure.FaultHandler;
import dev.selvage.jobmanager.Leader;
import dev.selvage.jobmanager.NoPlaceException;
import dev.selvage.platform.leadership.SupersededException;
import dev.selvage.platform.process.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * A JobManager that leads as soon as YARN has registered its attempt. It waits for nobody's turn: that YARN has started this attempt
 * says that the one before is over, and if that one goes on all the same, it decides nothing any more from then on. When another one
 * leads this one is over for good. On a thread of its own.
 */
final class LeadingAttempt implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(LeadingAttempt.class);

    private final Leader.Parts parts;
    private final String rest;
    private final Ears ears;
    private final Duration patience;
    private final FaultHandler faults;
    private final Thread thread;

    /** Returns once YARN has registered this attempt. */
    interface Registration {
        void await() throws InterruptedException;
    }

    /**
     * Who hears what becomes of it, on its thread.
     *
     * @param leading it leads
     * @param superseded another one leads
     * @param cannotLead it could not begin to lead, and gives up
     */
    record Ears(Leading leading, Runnable superseded, Consumer<IOException> cannotLead) {}

    /** What begins with a leader. If it fails the leader is closed, and another one of this attempt begins. */
    interface Leading {
        void begins(Leader leader) throws IOException;
    }

    /**
     * One that does not run yet.
     *
     * @param rest where clients reach it
     * @param patience how long it tries to begin to lead while storage is away: each attempt that ends brings the application
     *     closer to its end
     */
    LeadingAttempt(
            Leader.Parts parts,
            String rest,
            Registration registration,
            Ears ears,
            Duration patience,
            FaultHandler faults) {
        this.parts = parts;
        this.rest = rest;
        this.ears = ears;
        this.patience = patience;
        this.faults = faults;
        this.thread = Threads.unstarted("attempt", faults, () -> run(registration));
    }

    void start() {
        thread.start();
    }

    private void run(Registration registration) {
        try {
            // Not before: whoever YARN does not know any more must not take the lead from a later attempt.
            registration.await();
            lead();
        } catch (InterruptedException e) {
            // It is closed.
            Thread.currentThread().interrupt();
        } catch (SupersededException e) {
            LOG.warn("Another attempt has begun to lead: {}", e.getMessage());
            ears.superseded().run();
        } catch (IOException e) {
            ears.cannotLead().accept(e);
        }
    }

    private void lead() throws IOException, InterruptedException {
        long giveUpAtNanos = System.nanoTime() + patience.toNanos();
        long againMillis = 100;
        CountDownLatch superseded = new CountDownLatch(1);
        while (true) {
            try (Leader leader = Leader.begin(parts, rest, superseded::countDown, faults)) {
                LOG.info("This attempt leads, as number {}.", leader.term().epoch());
                ears.leading().begins(leader);
                superseded.await();
                ears.superseded().run();
                return;
            } catch (SupersededException | NoPlaceException e) {
                throw e;
            } catch (IOException e) {
                if (System.nanoTime() > giveUpAtNanos) {
                    throw e;
                }
                LOG.warn("Expected to begin to lead, but could not; it is tried again.", e);
                Thread.sleep(againMillis);
                againMillis = Math.min(2_000, 2 * againMillis);
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
