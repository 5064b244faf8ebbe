package dev.selvage.platform.program;

/** What kept a program from its end, in a sentence for whoever called it. */
public final class ProgramException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean called;

    private ProgramException(String sentence) {
        super(sentence);
        this.called = false;
    }

    private ProgramException(String sentence, Throwable cause, boolean called) {
        super(sentence, cause);
        this.called = called;
    }

    /** There is no {@code main()} to call. */
    public static ProgramException unusable(String sentence) {
        return new ProgramException(sentence);
    }

    /** Its {@code main()} could not be called at all. */
    public static ProgramException unusable(String sentence, Throwable cause) {
        return new ProgramException(sentence, cause, false);
    }

    /** It was called, and this came out of it, or of a job that it left running here. */
    public static ProgramException threw(String entryClass, Throwable thrown) {
        return new ProgramException("main() of " + entryClass + " has thrown " + thrown, thrown, true);
    }

    /** Whether the program had begun, so that the cause is what it has thrown. */
    public boolean wasCalled() {
        return called;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
