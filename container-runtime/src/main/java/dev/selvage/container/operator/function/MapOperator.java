package dev.selvage.container.operator.function;

import dev.selvage.api.function.MapFunction;
import dev.selvage.container.operator.OperatorContext;
import dev.selvage.container.operator.Outlets;

/** A template: one record for each. */
final class MapOperator extends FunctionOperator {
    private final MapFunction<Object, Object> function;

    MapOperator(OperatorContext context, Outlets outlets, MapFunction<Object, Object> function) {
        super(context, outlets, function);
        this.function = function;
    }

    @Override
    public void process(Object value, long timestamp) {
        Object mapped;
        try {
            mapped = function.map(value);
        } catch (Throwable thrown) {
            throw failure(thrown);
        }
        next.process(mapped, timestamp);
    }
}
