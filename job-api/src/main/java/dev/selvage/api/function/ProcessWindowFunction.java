package dev.selvage.api.function;

import dev.selvage.api.OutputTag;
import dev.selvage.api.window.TimeWindow;

/**
 * Sees what a window of a key came to: all its records, or the one result of an aggregation before it. It has no state per key:
 * what is to outlive a window is kept by a {@link KeyedProcessFunction} behind it.
 *
 * <pre>{@code
 * ProcessWindowFunction<Long, String, String> label =
 *         (key, context, counts, out) -> out.collect(key + " " + context.window().start() + " " + counts.iterator().next());
 * }</pre>
 *
 * @param <I> what the window holds
 * @param <O> what goes out
 * @param <K> the keys
 */
@FunctionalInterface
public interface ProcessWindowFunction<I, O, K> extends Function {
    /** Handles a window that fires; again for each late record that it takes in afterwards. */
    void process(K key, Context context, Iterable<I> elements, Collector<O> out) throws Exception;

    /** What a window comes with. */
    interface Context {
        /** The window that fires. */
        TimeWindow window();

        /** Wall-clock time of this subtask. */
        long currentProcessingTime();

        /** Event time of this subtask. */
        long currentWatermark();

        /** Sends a record to a side output. */
        <T> void output(OutputTag<T> tag, T record);
    }
}
