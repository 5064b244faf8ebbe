package dev.selvage.api.function;

import dev.selvage.api.OutputTag;
import dev.selvage.api.time.TimeDomain;
import dev.selvage.api.time.TimerService;

/**
 * Sees each record with its timestamp, and may send records to side outputs.
 *
 * <pre>{@code
 * OutputTag<String> odd = new OutputTag<>("odd", String.class);
 * ProcessFunction<String, String> split = (word, context, out) -> {
 *     if (word.length() % 2 == 0) {
 *         out.collect(word);
 *     } else {
 *         context.output(odd, word);
 *     }
 * };
 * }</pre>
 *
 * @param <I> what comes in
 * @param <O> what goes out
 */
@FunctionalInterface
public interface ProcessFunction<I, O> extends Function {
    /** Handles one record. */
    void processElement(I value, Context context, Collector<O> out) throws Exception;

    /** What a record comes with. Valid within the call that it is handed to. */
    interface Context {
        /** Event time of the record or timer; {@link Long#MIN_VALUE} where a record has none. */
        long timestamp();

        /** The clocks of this subtask; in a {@link KeyedProcessFunction} and its like also timers of the key. */
        TimerService timerService();

        /** Sends a record to a side output. */
        <T> void output(OutputTag<T> tag, T record);
    }

    /** What a timer comes with. */
    interface OnTimerContext extends Context {
        /** Which clock has reached the timer. */
        TimeDomain timeDomain();
    }
}
