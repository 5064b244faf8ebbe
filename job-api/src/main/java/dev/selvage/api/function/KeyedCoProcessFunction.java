package dev.selvage.api.function;

import dev.selvage.api.function.KeyedProcessFunction.Context;
import dev.selvage.api.function.KeyedProcessFunction.OnTimerContext;

/**
 * Sees the records of two streams that have the same keys, with state and timers of the record's key.
 *
 * <pre>{@code
 * class Named implements KeyedCoProcessFunction<Integer, String, Long, String> {
 *     private ValueState<String> name;
 *
 *     public void open(RuntimeContext context) {
 *         name = context.getState(new ValueStateDescriptor<>("name", String.class));
 *     }
 *
 *     public void processElement1(String value, KeyedProcessFunction.Context<Integer> context, Collector<String> out) {
 *         name.update(value);
 *     }
 *
 *     public void processElement2(Long value, KeyedProcessFunction.Context<Integer> context, Collector<String> out) {
 *         out.collect(name.value() + " has " + value);
 *     }
 * }
 * }</pre>
 *
 * @param <K> the keys
 * @param <A> records of the first stream
 * @param <B> records of the second
 * @param <O> what goes out
 */
public interface KeyedCoProcessFunction<K, A, B, O> extends Function {
    /** Handles a record of the first stream. */
    void processElement1(A value, Context<K> context, Collector<O> out) throws Exception;

    /** Handles a record of the second stream. */
    void processElement2(B value, Context<K> context, Collector<O> out) throws Exception;

    /** Handles a timer of the current key that has come due. */
    default void onTimer(long timestamp, OnTimerContext<K> context, Collector<O> out) throws Exception {}
}
