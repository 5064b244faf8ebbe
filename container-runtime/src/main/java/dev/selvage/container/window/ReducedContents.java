package dev.selvage.container.window;

import dev.selvage.api.function.ReduceFunction;
import dev.selvage.api.state.ValueState;
import java.util.List;

/** A template: one record, into which all are reduced. */
final class ReducedContents extends Contents {
    private final ReduceFunction<Object> function;
    private final ValueState<Object> reduced;

    ReducedContents(ReduceFunction<Object> function, ValueState<Object> reduced) {
        this.function = function;
        this.reduced = reduced;
    }

    @Override
    boolean add(Object record) throws Exception {
        Object before = reduced.value();
        reduced.update(before == null ? record : function.reduce(before, record));
        return before == null;
    }

    @Override
    boolean isEmpty() {
        return reduced.value() == null;
    }

    @Override
    List<Object> result() {
        return List.of(reduced.value());
    }

    @Override
    Object kept() {
        return reduced.value();
    }

    @Override
    boolean merge(Object other) throws Exception {
        return add(other);
    }

    @Override
    void clear() {
        reduced.clear();
    }
}
