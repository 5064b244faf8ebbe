package dev.selvage.container.network;

/** A channel that will carry nothing more, though its end has not come; both tasks see it in their next call. */
public final class ChannelFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final boolean retryable;

    ChannelFailedException(String sentence, boolean retryable) {
        super(sentence);
        this.retryable = retryable;
    }

    /** Whether opening the same channel again may succeed: its producer is not deployed yet, or could not be reached. */
    public boolean retryable() {
        return retryable;
    }
}
