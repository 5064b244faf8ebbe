package dev.selvage.api.state;

/**
 * One value per key, which every added value is reduced into.
 *
 * <pre>{@code
 * Long greatestSoFar(ReducingState<Long> greatest, long value) {
 *     greatest.add(value);
 *     return greatest.get();
 * }
 * }</pre>
 *
 * @param <T> the values
 */
public interface ReducingState<T> {
    /** What the values came to, or null if there were none. */
    T get();

    /** Takes a value in. */
    void add(T value);

    /** Forgets the value. */
    void clear();
}
