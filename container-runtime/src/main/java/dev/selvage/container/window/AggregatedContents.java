package dev.selvage.container.window;

import dev.selvage.api.function.AggregateFunction;
import dev.selvage.api.state.ValueState;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/** A template: an accumulator. */
final class AggregatedContents extends Contents {
    private final AggregateFunction<Object, Object, Object> function;
    private final ValueState<Object> accumulator;
    private final UnaryOperator<Object> copy;

    /**
     * An accumulator per key and window.
     *
     * @param copy of a result that is the accumulator itself, if that may change afterwards
     */
    AggregatedContents(
            AggregateFunction<Object, Object, Object> function,
            ValueState<Object> accumulator,
            UnaryOperator<Object> copy) {
        this.function = function;
        this.accumulator = accumulator;
        this.copy = copy;
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
        Object gathered = accumulator.value();
        Object result = function.getResult(gathered);
        // Users may have null for nothing.
        return Collections.singletonList(result == gathered ? copy.apply(result) : result);
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
