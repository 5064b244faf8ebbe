package dev.selvage.api.function;

/**
 * Takes the records that a function makes. Belongs to the call that it was handed to, and to its thread.
 *
 * <pre>{@code
 * FlatMapFunction<Long, Long> twice = (number, out) -> {
 *     out.collect(number);
 *     out.collect(number);
 * };
 * }</pre>
 *
 * @param <T> the records
 */
public interface Collector<T> {
    /** Sends a record on. It is no longer the function's own: changing it afterwards changes what others see. */
    void collect(T record);
}
