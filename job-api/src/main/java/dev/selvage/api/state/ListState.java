package dev.selvage.api.state;

import java.util.List;

/**
 * A list per key, or of a subtask.
 *
 * <pre>{@code
 * void remember(ListState<String> lines, String line) {
 *     lines.add(line);
 * }
 * }</pre>
 *
 * @param <T> the elements
 */
public interface ListState<T> {
    /** The elements in the order in which they were added; empty if there are none. Not to be changed. */
    Iterable<T> get();

    /** Appends an element. */
    void add(T value);

    /** Appends elements. */
    void addAll(List<T> values);

    /** Replaces all elements. */
    void update(List<T> values);

    /** Forgets all elements. */
    void clear();
}
