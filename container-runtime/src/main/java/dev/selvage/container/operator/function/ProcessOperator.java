package dev.selvage.container.operator.function;

import dev.selvage.api.OutputTag;
import dev.selvage.api.function.Collector;
import dev.selvage.api.function.ProcessFunction;
import dev.selvage.api.time.TimerService;
import dev.selvage.container.exchange.Batch;
import dev.selvage.container.operator.OperatorContext;
import dev.selvage.container.operator.Outlets;

/** A template: a process function without keys. */
final class ProcessOperator extends FunctionOperator implements Collector<Object>, ProcessFunction.Context {
    private final ProcessFunction<Object, Object> function;
    private final EventTime time;
    private long timestamp = Batch.NO_TIMESTAMP;

    ProcessOperator(OperatorContext context, Outlets outlets, ProcessFunction<Object, Object> function) {
        super(context, outlets, function);
        this.function = function;
        this.time = new EventTime(name(), context.clock());
    }

    @Override
    public void process(Object value, long recordTimestamp) {
        timestamp = recordTimestamp;
        try {
            function.processElement(value, this, this);
        } catch (Throwable thrown) {
            throw failure(thrown);
        }
    }

    @Override
    public void watermark(long millis) {
        time.watermark(millis);
        super.watermark(millis);
    }

    @Override
    public void collect(Object record) {
        next.process(record, timestamp);
    }

    @Override
    public long timestamp() {
        return timestamp;
    }

    @Override
    public TimerService timerService() {
        return time;
    }

    @Override
    public <T> void output(OutputTag<T> tag, T record) {
        outlets().side(tag.getId(), record, timestamp);
    }
}
