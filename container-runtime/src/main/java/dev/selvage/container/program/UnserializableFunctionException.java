package dev.selvage.container.program;

import dev.selvage.container.codec.UnserializableException;
import java.io.NotSerializableException;

/** A function of a job cannot be sent to where it runs. */
public final class UnserializableFunctionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnserializableFunctionException(String what, Object part, Exception cause) {
        super("Wanted to send " + what + " to its subtasks, found " + found(part, cause) + ".", cause);
    }

    private static String found(Object part, Exception cause) {
        if (cause instanceof UnserializableException record) {
            String sentence = String.valueOf(record.getMessage());
            return "a record that it brings along and that cannot be sent: "
                    + (sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence);
        } else if (!(cause instanceof NotSerializableException)) {
            return cause + ": " + Unserializable.USUAL_ADVICE;
        }
        return "that "
                + Unserializable.in(part)
                        .orElse("it holds an object of " + cause.getMessage() + ", which is not Serializable: "
                                + Unserializable.USUAL_ADVICE);
    }
}
