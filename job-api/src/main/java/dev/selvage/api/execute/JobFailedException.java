package dev.selvage.api.execute;

/**
 * A job has failed for good; the message says why, and the cause is what user code threw, if it did.
 *
 * <pre>{@code
 * void complain(JobFailedException failed) {
 *     System.err.println(failed.getMessage());
 * }
 * }</pre>
 */
public final class JobFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** A job failed for a reason that is no exception, or whose exception stayed where it was thrown. */
    public JobFailedException(String message) {
        super(message);
    }

    /** A job failed for a reason. */
    public JobFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
