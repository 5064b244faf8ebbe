package dev.selvage.container.snapshot;

import java.io.Serial;

/** State of a checkpoint cannot become state of this job; the message says which, why, and what to do. */
public final class UnreadableStateException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    UnreadableStateException(String sentence) {
        super(sentence);
    }

    UnreadableStateException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
