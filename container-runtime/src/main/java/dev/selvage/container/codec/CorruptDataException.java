package dev.selvage.container.codec;

import java.io.Serial;

/** Bytes are not what the codec wrote; the message says what was wanted, what was found, and where. */
public final class CorruptDataException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public CorruptDataException(String message) {
        super(message);
    }

    public CorruptDataException(String message, Throwable cause) {
        super(message, cause);
    }
}
