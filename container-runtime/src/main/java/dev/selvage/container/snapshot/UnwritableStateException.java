package dev.selvage.container.snapshot;

import dev.selvage.container.codec.UnserializableException;

/** What an operator keeps cannot be written: no checkpoint is possible as long as it keeps that. */
public final class UnwritableStateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnwritableStateException(String what, String operator, Throwable cause) {
        super(
                "The " + what + " of '" + operator + "' cannot be written: "
                        + (cause instanceof UnserializableException known ? known.getMessage() : cause.toString()),
                cause);
    }
}
