package dev.selvage.container.operator;

import dev.selvage.api.function.KeySelector;

/** Says what is wrong with the key of a record. */
public final class KeyFailures {
    private KeyFailures() {}

    /** Whoever forgot that a key may be null reads so, and not where we stumbled over it. */
    public static RuntimeException of(KeySelector<Object, Object> selector, Object value, Throwable thrown) {
        return OperatorFailure.of(
                "key selector",
                givesNull(selector, value)
                        ? new IllegalArgumentException(
                                "Wanted the key of the record " + value
                                        + ", found null: filter such records out before keyBy, or let the key selector return"
                                        + " something that stands for them.",
                                thrown)
                        : thrown);
    }

    private static boolean givesNull(KeySelector<Object, Object> selector, Object value) {
        try {
            return selector.getKey(value) == null;
        } catch (Throwable itself) {
            return false;
        }
    }
}
