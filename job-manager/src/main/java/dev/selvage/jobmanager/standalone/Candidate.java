package dev.selvage.jobmanager.standalone;

import dev.selvage.core.failure.FaultHandler;
import dev.selvage.jobmanager.Leader;
import dev.selvage.jobmanager.NoPlaceException;
import dev.selvage.platform.leadership.SupersededException;
import dev.selvage.platform.process.Threads;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * A JobManager that leads whenever it is its turn: it waits, leads until another one does, and waits again. On a thread of its
 * own, until it is closed.
 */
final class Candidate implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(Candidate.class);

    private static final long AGAIN_MILLIS = 1_000;

    private final Leader.Parts parts;
    private final String rest;
    private final Consumer<Optional<Leader>> leading;
    private final Consumer<IOException> cannotStart;
    private final FaultHandler faults;
    private final Thread thread;
    /** Somebody leads, or has led, so that the storage is the right one: if it fails from then on, that passes. */
    private boolean clusterIsThere;

    private boolean hasLed;

    /**
     * One that does not run yet.
     *
     * @param rest where clients reach it while it leads
     * @param leading is told, on its thread, of each leader that begins, and of nobody when that one has ended
     * @param cannotStart is told if it fails though it has never led, and that is not likely to pass: somebody ought to
     *     look at the configuration; whatever fails later is tried again
     */
    Candidate(
            Leader.Parts parts,
            String rest,
            Consumer<Optional<Leader>> leading,
            Consumer<IOException> cannotStart,
            FaultHandler faults) {
        this.parts = parts;
        this.rest = rest;
        this.leading = leading;
        this.cannotStart = cannotStart;
        this.faults = faults;
        this.thread = Threads.unstarted("candidate", faults, this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                try {
                    clusterIsThere = clusterIsThere || parts.services().leader().isPresent();
                    LOG.info("This JobManager waits for its turn to lead.");
                    parts.services().awaitTurn();
                    leadOnce();
                } catch (SupersededException e) {
                    // Of two that begin at once, the other one leads; there is nothing wrong with this one. Until
                    // the other has said where it is, this one might take its turn again, and so on in turn.
                    LOG.info("Another JobManager has begun to lead meanwhile: {}", e.getMessage());
                    Thread.sleep(AGAIN_MILLIS);
                } catch (IOException e) {
                    if (!hasLed && (!clusterIsThere || e instanceof NoPlaceException)) {
                        cannotStart.accept(e);
                        return;
                    }
                    LOG.warn("Expected to lead, but could not; it is tried again.", e);
                    // What hinders this one may hinder nobody else.
                    parts.services().passTurn();
                    Thread.sleep(AGAIN_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            // It is closed.
            Thread.currentThread().interrupt();
        }
    }

    private void leadOnce() throws IOException, InterruptedException {
        CountDownLatch superseded = new CountDownLatch(1);
        try (Leader leader = Leader.begin(parts, rest, superseded::countDown, faults)) {
            hasLed = true;
            LOG.info("This JobManager leads, as number {}.", leader.term().epoch());
            leading.accept(Optional.of(leader));
            superseded.await();
        } finally {
            leading.accept(Optional.empty());
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
