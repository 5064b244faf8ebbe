package dev.selvage.api.state;

/**
 * One value per key.
 *
 * <pre>{@code
 * void increment(ValueState<Long> count) {
 *     Long before = count.value();
 *     count.update(before == null ? 1 : before + 1);
 * }
 * }</pre>
 *
 * @param <T> the value
 */
public interface ValueState<T> {
    /** The current key's value, or null if it has none. */
    T value();

    /** Sets the current key's value; null forgets it. */
    void update(T value);

    /** Forgets the current key's value. */
    void clear();
}
