package dev.selvage.api.function;

/**
 * Sees each record of a keyed stream, with state and timers of the record's key.
 *
 * <pre>{@code
 * class AlarmAfterSilence implements KeyedProcessFunction<String, Long, String> {
 *     public void processElement(Long value, Context<String> context, Collector<String> out) {
 *         context.timerService().registerEventTimeTimer(context.timestamp() + 60_000);
 *     }
 *
 *     public void onTimer(long timestamp, OnTimerContext<String> context, Collector<String> out) {
 *         out.collect(context.getCurrentKey() + " may be silent");
 *     }
 * }
 * }</pre>
 *
 * @param <K> the keys
 * @param <I> what comes in
 * @param <O> what goes out
 */
@FunctionalInterface
public interface KeyedProcessFunction<K, I, O> extends Function {
    /** Handles one record. */
    void processElement(I value, Context<K> context, Collector<O> out) throws Exception;

    /** Handles a timer of the current key that has come due. */
    default void onTimer(long timestamp, OnTimerContext<K> context, Collector<O> out) throws Exception {}

    /**
     * What a record of a keyed stream comes with.
     *
     * @param <K> the keys
     */
    interface Context<K> extends ProcessFunction.Context {
        /** The key of the record or timer. */
        K getCurrentKey();
    }

    /**
     * What a timer comes with.
     *
     * @param <K> the keys
     */
    interface OnTimerContext<K> extends Context<K>, ProcessFunction.OnTimerContext {}
}
