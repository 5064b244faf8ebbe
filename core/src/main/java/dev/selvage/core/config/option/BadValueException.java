package dev.selvage.core.config.option;

/** A text that is not a value of its type. The message completes the sentence "expected …". */
public final class BadValueException extends Exception {

    private static final long serialVersionUID = 1L;

    public BadValueException(String wanted) {
        super(wanted);
    }
}
