package dev.selvage.client.rest;

import dev.selvage.client.CommandException;
import dev.selvage.client.Terminal;
import dev.selvage.core.failure.FaultHandler;
import dev.selvage.platform.process.Threads;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What becomes of jobs when the client that waits for them goes away, be it by Ctrl-C or because {@code main()} ends the process:
 * they go on, and the client says so, or they are cancelled. Any thread may call.
 */
public final class Departure {

    private final Terminal terminal;
    private final boolean cancels;
    private final List<Waited> running = new CopyOnWriteArrayList<>();
    private volatile boolean expected;

    /** What a client waits for, be it a job or more than one. */
    public interface Waited {

        /** It, at the beginning of a sentence. */
        String what();

        /** What somebody types to end it. */
        String endCommand();

        /** Ends it, without patience: this process is about to end. Throws {@link CommandException} if it cannot. */
        void endAtOnce();
    }

    /**
     * Of a client.
     *
     * @param cancels whether its jobs end with it
     */
    public Departure(Terminal terminal, boolean cancels) {
        this.terminal = terminal;
        this.cancels = cancels;
    }

    /** From here on it is noticed. */
    public void watch() {
        FaultHandler faults = (where, fault) -> terminal.tell("Expected to say farewell, but found: " + fault);
        Runtime.getRuntime().addShutdownHook(Threads.unstarted("departure", faults, this::happens));
    }

    /** The program has returned: whoever has not waited for a job until now never meant to. */
    public void isExpected() {
        expected = true;
    }

    /** From here on it is waited for. */
    public void hasBegun(Waited job) {
        running.add(job);
    }

    /** Its end is known; returns whether that is news. */
    public boolean hasEnded(Waited job) {
        return running.remove(job);
    }

    /** The process ends. */
    void happens() {
        if (expected) {
            return;
        }
        for (Waited job : running) {
            if (cancels) {
                end(job);
            } else {
                terminal.tell(job.what() + " goes on without its client. To end it: " + job.endCommand());
            }
        }
    }

    private void end(Waited job) {
        try {
            job.endAtOnce();
            terminal.tell(job.what() + " is cancelled, since its client goes away.");
        } catch (CommandException e) {
            terminal.tell(
                    job.what() + " was to be cancelled, but: " + e.sentence() + " To end it: " + job.endCommand());
        }
    }
}
