package dev.selvage.container.operator.function;

import dev.selvage.api.function.FilterFunction;
import dev.selvage.container.operator.OperatorContext;
import dev.selvage.container.operator.Outlets;

/** A template: some of the records. */
final class FilterOperator extends FunctionOperator {
    private final FilterFunction<Object> function;

    FilterOperator(OperatorContext context, Outlets outlets, FilterFunction<Object> function) {
        super(context, outlets, function);
        this.function = function;
    }

    @Override
    public void process(Object value, long timestamp) {
        boolean passes;
        try {
            passes = function.filter(value);
        } catch (Throwable thrown) {
            throw failure(thrown);
        }
        if (passes) {
            next.process(value, timestamp);
        }
    }
}
