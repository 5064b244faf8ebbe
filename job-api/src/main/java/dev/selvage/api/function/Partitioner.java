package dev.selvage.api.function;

/**
 * Decides which subtask behind gets a record, by a key of it.
 *
 * <pre>{@code
 * Partitioner<Integer> byRemainder = (key, subtasks) -> Math.floorMod(key, subtasks);
 * }</pre>
 *
 * @param <K> the keys
 */
@FunctionalInterface
public interface Partitioner<K> extends Function {
    /** The subtask's number, from zero up to but not including {@code subtasks}. */
    int partition(K key, int subtasks);
}
