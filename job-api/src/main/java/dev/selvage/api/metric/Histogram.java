package dev.selvage.api.metric;

/**
 * The distribution of values, to within a few percent of each. Changed only by the thread of its subtask.
 *
 * <pre>{@code
 * void note(Histogram sizes, String line) {
 *     sizes.update(line.length());
 * }
 * }</pre>
 */
public interface Histogram {
    /** Takes a value in. */
    void update(long value);

    /** How many values were taken in. */
    long getCount();

    /** The value below which a share of the values lies, such as 0.99. */
    long getQuantile(double share);
}
