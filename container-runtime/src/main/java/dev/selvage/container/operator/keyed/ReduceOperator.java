package dev.selvage.container.operator.keyed;

import dev.selvage.api.function.ReduceFunction;
import dev.selvage.api.state.ValueState;
import dev.selvage.api.state.ValueStateDescriptor;
import dev.selvage.api.type.DataType;
import dev.selvage.container.operator.OperatorContext;
import dev.selvage.container.operator.Outlets;
import dev.selvage.container.operator.function.FunctionOperator;
import dev.selvage.container.state.KeyedStates;

/** A template: a running value per key, sent on for each record. */
final class ReduceOperator extends FunctionOperator {
    private final ReduceFunction<Object> function;
    private final ValueState<Object> reduced;

    ReduceOperator(
            OperatorContext context,
            Outlets outlets,
            ReduceFunction<Object> function,
            DataType<Object> recordType,
            KeyedStates states) {
        super(context, outlets, function);
        this.function = function;
        this.reduced = states.value(new ValueStateDescriptor<>("reduced", recordType));
    }

    @Override
    public void process(Object value, long timestamp) {
        Object before = reduced.value();
        Object after;
        try {
            after = before == null ? value : function.reduce(before, value);
            reduced.update(after);
        } catch (Throwable thrown) {
            throw failure(thrown);
        }
        next.process(after, timestamp);
    }
}
