package dev.selvage.container.window;

import dev.selvage.api.function.AggregateFunction;
import dev.selvage.api.state.ValueState;
import java.util.List;

/** A template: an accumulator. */
final class AggregatedContents extends Contents {
    private final AggregateFunction<Object, Object, Object> function;
    private final ValueState<Object> accumulator;

    AggregatedContents(AggregateFunction<Object, Object, Object> function, ValueState<Object> accumulator) {
        this.function = function;
        this.accumulator = accumulator;
    }

    @Override
    boolean add(Object record) {
        Object before = accumulator.value();
        accumulator.update(function.add(record, before == null ? function.createAccumulator() : before));
        return before == null;
    }

    @Override
    boolean isEmpty() {
        return accumulator.value() == null;
    }

    @Override
    List<Object> result() {
        return List.of(function.getResult(accumulator.value()));
    }

    @Override
    Object kept() {
        return accumulator.value();
    }

    @Override
    boolean merge(Object other) {
        Object before = accumulator.value();
        accumulator.update(before == null ? other : function.merge(before, other));
        return before == null;
    }

    @Override
    void clear() {
        accumulator.clear();
    }
}
