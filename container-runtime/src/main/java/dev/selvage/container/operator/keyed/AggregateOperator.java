package dev.selvage.container.operator.keyed;

import dev.selvage.api.function.AggregateFunction;
import dev.selvage.api.state.ValueState;
import dev.selvage.api.state.ValueStateDescriptor;
import dev.selvage.api.type.DataType;
import dev.selvage.container.operator.OperatorContext;
import dev.selvage.container.operator.Outlets;
import dev.selvage.container.operator.function.FunctionOperator;
import dev.selvage.container.state.KeyedStates;
import java.util.function.UnaryOperator;

/** A template: a running aggregate per key, whose result is sent on for each record. */
final class AggregateOperator extends FunctionOperator {
    private final AggregateFunction<Object, Object, Object> function;
    private final ValueState<Object> accumulator;
    private final UnaryOperator<Object> copy;

    AggregateOperator(
            OperatorContext context,
            Outlets outlets,
            AggregateFunction<Object, Object, Object> function,
            DataType<Object> accumulatorType,
            KeyedStates states) {
        super(context, outlets, function);
        this.function = function;
        this.accumulator = states.value(new ValueStateDescriptor<>("accumulator", accumulatorType));
        this.copy = states.copyOfKept(accumulatorType);
    }

    @Override
    public void process(Object value, long timestamp) {
        Object before = accumulator.value();
        Object result;
        try {
            Object after = function.add(value, before == null ? function.createAccumulator() : before);
            accumulator.update(after);
            result = function.getResult(after);
            if (result == after) {
                // The next record may change it in place, when others still have this one.
                result = copy.apply(result);
            }
        } catch (Throwable thrown) {
            throw failure(thrown);
        }
        next.process(result, timestamp);
    }
}
