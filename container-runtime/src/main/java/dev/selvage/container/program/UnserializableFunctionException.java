package dev.selvage.container.program;

import java.io.NotSerializableException;

/** A function of a job cannot be sent to where it runs. */
public final class UnserializableFunctionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnserializableFunctionException(String what, Exception cause) {
        super(
                "Wanted to send " + what + " to its subtasks, found " + found(cause)
                        + ": make the field transient and set it in open(), or make the class Serializable.",
                cause);
    }

    private static String found(Exception cause) {
        return cause instanceof NotSerializableException
                ? "that it holds an object of " + cause.getMessage() + ", which is not Serializable"
                : cause.toString();
    }
}
