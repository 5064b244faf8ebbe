package dev.selvage.container.codec.key;

import java.io.Serial;

/** Values of a type cannot be keys; the message says of which type, in which field, why, and what to take instead. */
public final class UnusableKeyException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public UnusableKeyException(String sentence) {
        super(sentence);
    }
}
