package dev.selvage.core.application;

/**
 * How {@code main()} of a program ended, as it is recorded: from then on it is never called again.
 *
 * @param sentence for whoever looks at the application
 */
public record MainEnd(How how, String sentence) {

    /** What follows for its jobs. */
    public enum How {
        /** They go on, and the application ends as they do. */
        RETURNED,
        /** They are cancelled, and the application has failed. */
        THREW,
        /** It had been called again, beside jobs of an earlier attempt: these go on, and then the application has failed. */
        THREW_AGAIN
    }
}
