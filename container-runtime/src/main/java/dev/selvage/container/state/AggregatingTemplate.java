package dev.selvage.container.state;

import dev.selvage.api.function.AggregateFunction;
import dev.selvage.api.state.AggregatingState;
import dev.selvage.api.state.ValueState;

/** Template: one accumulator per key. */
final class AggregatingTemplate implements AggregatingState<Object, Object> {
    private final AggregateFunction<Object, Object, Object> function;
    private final ValueState<Object> accumulator;

    AggregatingTemplate(AggregateFunction<Object, Object, Object> function, ValueState<Object> accumulator) {
        this.function = function;
        this.accumulator = accumulator;
    }

    @Override
    @SuppressWarnings("NullAway") // The API says null for no value.
    public Object get() {
        Object before = accumulator.value();
        return before == null ? null : function.getResult(before);
    }

    @Override
    public void add(Object value) {
        Object before = accumulator.value();
        accumulator.update(function.add(value, before == null ? function.createAccumulator() : before));
    }

    @Override
    public void clear() {
        accumulator.clear();
    }
}
