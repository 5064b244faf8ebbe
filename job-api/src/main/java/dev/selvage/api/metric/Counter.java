package dev.selvage.api.metric;

/**
 * A number that its subtask counts and others read. Changed only by the thread of its subtask.
 *
 * <pre>{@code
 * long twice(Counter counter) {
 *     counter.inc(2);
 *     return counter.getCount();
 * }
 * }</pre>
 */
public interface Counter {
    /** One more. */
    void inc();

    /** So many more. */
    void inc(long by);

    /** One less. */
    void dec();

    /** So many less. */
    void dec(long by);

    /** How many there are. */
    long getCount();
}
