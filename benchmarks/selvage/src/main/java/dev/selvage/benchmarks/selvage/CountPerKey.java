package dev.selvage.benchmarks.selvage;

import dev.selvage.api.function.Collector;
import dev.selvage.api.function.KeyedProcessFunction;
import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.state.ValueState;
import dev.selvage.api.state.ValueStateDescriptor;

/** W1 and W5: count and sum per key. */
@SuppressWarnings("NullAway.Init")
final class CountPerKey implements KeyedProcessFunction<Long, Event, KeyTotal> {

    private transient ValueState<Totals> totals;

    @Override
    public void open(RuntimeContext context) {
        totals = context.getState(new ValueStateDescriptor<>("totals", Totals.class));
    }

    @Override
    public void processElement(Event event, Context<Long> context, Collector<KeyTotal> output) {
        Totals before = totals.value();
        Totals total = (before == null ? Totals.NONE : before).add(event.value());
        totals.update(total);
        output.collect(new KeyTotal(event.key(), total.count(), total.sum()));
    }
}
