package dev.selvage.client;

import java.io.PrintStream;
import java.util.Map;

/**
 * Where the command line speaks. What was asked for goes to standard output, so that others can read it; how it comes about, and
 * what is wrong, to standard error. Any thread may call.
 */
public final class Terminal {

    /** Set by the script where standard error is a terminal, which Java cannot tell. */
    private static final String IS_TERMINAL = "SELVAGE_TERMINAL";

    private static final String BEGIN_OF_EMPTY_LINE = "\r\u001b[K";
    /** A line that wraps cannot be rewritten. */
    private static final int LONGEST_LINE = 79;

    private final PrintStream output;
    private final PrintStream error;
    private final boolean rewrites;
    private boolean lineStands;
    private String last = "";

    /**
     * Speaks there.
     *
     * @param rewrites whether a line of progress takes the place of the one before
     */
    public Terminal(PrintStream output, PrintStream error, boolean rewrites) {
        this.output = output;
        this.error = error;
        this.rewrites = rewrites;
    }

    /** That of this process. */
    public static Terminal of(Map<String, String> environment) {
        return new Terminal(
                System.out,
                System.err,
                !environment.getOrDefault(IS_TERMINAL, "").isEmpty());
    }

    public PrintStream output() {
        return output;
    }

    /** What was asked for. */
    public synchronized void say(String line) {
        clear();
        output.println(line);
        output.flush();
    }

    /** What a person should know besides. */
    public synchronized void tell(String line) {
        clear();
        error.println(line);
        error.flush();
    }

    /**
     * Something takes long.
     *
     * @param state where it stands; without a terminal it is told when it changes
     * @param detail what changes all the time
     */
    public synchronized void progress(String state, String detail) {
        if (rewrites) {
            String line = state + detail;
            error.print(BEGIN_OF_EMPTY_LINE + line.substring(0, Math.min(line.length(), LONGEST_LINE)));
            error.flush();
            lineStands = true;
        } else if (!state.equals(last)) {
            error.println(state);
            error.flush();
        }
        last = state;
    }

    /** It is over: what is said next does not stand behind it. */
    public synchronized void progressIsOver() {
        clear();
        last = "";
    }

    private void clear() {
        if (lineStands) {
            error.print(BEGIN_OF_EMPTY_LINE);
            error.flush();
            lineStands = false;
        }
    }
}
