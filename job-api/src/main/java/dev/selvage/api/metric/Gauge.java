package dev.selvage.api.metric;

/**
 * Looks a value up when a reader of metrics asks, from the reader's thread.
 *
 * <pre>{@code
 * Gauge<Long> freeMemory = () -> Runtime.getRuntime().freeMemory();
 * }</pre>
 *
 * @param <T> a number, or a short text
 */
@FunctionalInterface
public interface Gauge<T> {
    /** The value now. */
    T getValue();
}
