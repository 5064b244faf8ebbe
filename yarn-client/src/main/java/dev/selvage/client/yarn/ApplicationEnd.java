package dev.selvage.client.yarn;

import dev.selvage.client.CommandException;
import dev.selvage.client.Terminal;
import dev.selvage.client.submit.ApplicationState;
import dev.selvage.client.submit.RunningApplication;
import dev.selvage.client.submit.SubmissionException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Waits for the end of an application, and shows how it stands meanwhile. */
final class ApplicationEnd {

    private static final long LOOK_EVERY_MILLIS = 250;

    /** A ResourceManager that starts again is away for less. */
    private static final long LONGEST_SILENCE_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final RunningApplication application;
    private final Terminal terminal;

    ApplicationEnd(RunningApplication application, Terminal terminal) {
        this.application = application;
        this.terminal = terminal;
    }

    /**
     * Returns its last state, or nothing if there is no time left before that.
     *
     * @param shown says how things stand, for the terminal
     */
    Optional<ApplicationState> await(BooleanSupplier isTooLate, Function<ApplicationState, String> shown) {
        long begun = System.nanoTime();
        long heard = begun;
        try {
            while (true) {
                String how;
                try {
                    ApplicationState state = application.state();
                    heard = System.nanoTime();
                    if (state.phase().isEnd()) {
                        return Optional.of(state);
                    }
                    how = shown.apply(state);
                } catch (SubmissionException e) {
                    if (!(e.getCause() instanceof IOException) || System.nanoTime() - heard > LONGEST_SILENCE_NANOS) {
                        throw YarnAccess.refused(e);
                    }
                    how = "The ResourceManager does not answer";
                }
                if (isTooLate.getAsBoolean()) {
                    return Optional.empty();
                }
                long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
                terminal.progress(how, ", after " + seconds + " s");
                Thread.sleep(LOOK_EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.gaveUp(
                    "Expected to wait for the end of " + application + ", but this thread was interrupted; it goes on.",
                    e);
        } finally {
            terminal.progressIsOver();
        }
    }
}
