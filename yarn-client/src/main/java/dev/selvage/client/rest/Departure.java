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
    private final String hint;
    private final List<RestJob> running = new CopyOnWriteArrayList<>();
    private volatile boolean expected;

    /**
     * Of a client.
     *
     * @param cancels whether its jobs end with it
     * @param hint what a command has to add to mean the same cluster
     */
    public Departure(Terminal terminal, boolean cancels, String hint) {
        this.terminal = terminal;
        this.cancels = cancels;
        this.hint = hint;
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

    void hasBegun(RestJob job) {
        running.add(job);
    }

    /** Whether that is news. */
    boolean hasEnded(RestJob job) {
        return running.remove(job);
    }

    /** The process ends. */
    void happens() {
        if (expected) {
            return;
        }
        for (RestJob job : running) {
            String what = "Job " + job.getJobId() + " (" + job.name() + ")";
            String command = "selvage cancel " + (hint.isEmpty() ? "" : hint + " ") + job.getJobId();
            if (cancels) {
                cancel(job, what, command);
            } else {
                terminal.tell(what + " goes on without its client. To end it: " + command);
            }
        }
    }

    private void cancel(RestJob job, String what, String command) {
        try {
            job.cancelAtOnce();
            terminal.tell(what + " is cancelled, since its client goes away.");
        } catch (CommandException e) {
            terminal.tell(what + " was to be cancelled, but: " + e.sentence() + " To end it: " + command);
        }
    }
}
