package dev.selvage.jobmanager.program;

/** A program has made no job; the message is a sentence for whoever runs it, with what the program said last. */
public final class ProgramFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean onlyNow;

    ProgramFailedException(String sentence) {
        this(sentence, false);
    }

    ProgramFailedException(String sentence, boolean onlyNow) {
        super(sentence);
        this.onlyNow = onlyNow;
    }

    /** Whether that has nothing to do with the program, which may be run in a while. */
    public boolean isOnlyNow() {
        return onlyNow;
    }
}
