package dev.selvage.api.state;

/**
 * One accumulator per key, to which values are added.
 *
 * <pre>{@code
 * Double meanSoFar(AggregatingState<Long, Double> mean, long value) {
 *     mean.add(value);
 *     return mean.get();
 * }
 * }</pre>
 *
 * @param <I> what is added
 * @param <O> the result
 */
public interface AggregatingState<I, O> {
    /** The result so far, or null if nothing was added. */
    O get();

    /** Takes a value in. */
    void add(I value);

    /** Forgets the accumulator. */
    void clear();
}
