package dev.selvage.container.state;

import dev.selvage.api.function.ReduceFunction;
import dev.selvage.api.state.ReducingState;
import dev.selvage.api.state.ValueState;

/** Template: one value per key, into which others are reduced. */
final class ReducingTemplate implements ReducingState<Object> {
    private final ReduceFunction<Object> function;
    private final ValueState<Object> result;

    ReducingTemplate(ReduceFunction<Object> function, ValueState<Object> result) {
        this.function = function;
        this.result = result;
    }

    @Override
    public Object get() {
        return result.value();
    }

    @Override
    public void add(Object value) {
        Object before = result.value();
        result.update(before == null ? value : reduce(before, value));
    }

    private Object reduce(Object before, Object value) {
        try {
            return function.reduce(before, value);
        } catch (RuntimeException unchecked) {
            throw unchecked;
        } catch (Exception checked) {
            throw new IllegalStateException("A reduce function failed: " + checked, checked);
        }
    }

    @Override
    public void clear() {
        result.clear();
    }
}
