package dev.selvage.benchmarks.clusters;

import dev.selvage.api.function.Collector;
import dev.selvage.api.function.KeyedProcessFunction;
import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.state.ValueState;
import dev.selvage.api.state.ValueStateDescriptor;
import java.util.Optional;

/** How often each key has come. */
@SuppressWarnings("NullAway.Init")
public final class CountPerKey implements KeyedProcessFunction<Long, Long, Long> {

    private static final long serialVersionUID = 1;

    private transient ValueState<Long> count;

    @Override
    public void open(RuntimeContext context) {
        count = context.getState(new ValueStateDescriptor<>("count", Long.class));
    }

    @Override
    public void processElement(Long number, Context<Long> context, Collector<Long> output) {
        long now = Optional.ofNullable(count.value()).orElse(0L) + 1;
        count.update(now);
        output.collect(now);
    }
}
