package dev.selvage.container.operator.function;

import dev.selvage.api.function.Collector;
import dev.selvage.api.function.FlatMapFunction;
import dev.selvage.container.exchange.Batch;
import dev.selvage.container.operator.OperatorContext;
import dev.selvage.container.operator.Outlets;

/** A template: any number of records for each. */
final class FlatMapOperator extends FunctionOperator implements Collector<Object> {
    private final FlatMapFunction<Object, Object> function;
    private long timestamp = Batch.NO_TIMESTAMP;

    FlatMapOperator(OperatorContext context, Outlets outlets, FlatMapFunction<Object, Object> function) {
        super(context, outlets, function);
        this.function = function;
    }

    @Override
    public void process(Object value, long recordTimestamp) {
        timestamp = recordTimestamp;
        try {
            function.flatMap(value, this);
        } catch (Throwable thrown) {
            throw failure(thrown);
        }
    }

    @Override
    public void collect(Object record) {
        next.process(record, timestamp);
    }
}
