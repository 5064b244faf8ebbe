package dev.selvage.benchmarks.selvage;

import dev.selvage.api.function.Collector;
import dev.selvage.api.function.KeyedProcessFunction;
import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.state.ValueState;
import dev.selvage.api.state.ValueStateDescriptor;

/** W4: a running count per word. */
@SuppressWarnings("NullAway.Init")
final class CountPerWord implements KeyedProcessFunction<String, String, WordTotal> {

    private transient ValueState<Long> counts;

    @Override
    public void open(RuntimeContext context) {
        counts = context.getState(new ValueStateDescriptor<>("counts", Long.class));
    }

    @Override
    public void processElement(String word, Context<String> context, Collector<WordTotal> output) {
        Long before = counts.value();
        long count = before == null ? 1 : before + 1;
        counts.update(count);
        output.collect(new WordTotal(word, count));
    }
}
