package dev.selvage.container.operator.function;

import dev.selvage.api.OutputTag;
import dev.selvage.api.function.CoProcessFunction;
import dev.selvage.api.function.Collector;
import dev.selvage.api.function.ProcessFunction;
import dev.selvage.api.time.TimerService;
import dev.selvage.container.exchange.Batch;
import dev.selvage.container.operator.OperatorContext;
import dev.selvage.container.operator.Outlets;
import dev.selvage.container.operator.Receiver;

/** A template: a process function of two inputs without keys. */
final class CoProcessOperator extends FunctionOperator
        implements TwoInputs, Collector<Object>, ProcessFunction.Context {
    private final CoProcessFunction<Object, Object, Object> function;
    private final EventTime time;
    private long timestamp = Batch.NO_TIMESTAMP;

    CoProcessOperator(OperatorContext context, Outlets outlets, CoProcessFunction<Object, Object, Object> function) {
        super(context, outlets, function);
        this.function = function;
        this.time = new EventTime(name(), context.clock());
    }

    @Override
    public Receiver input(int number) {
        return number == 0 ? this : new SecondInput(this);
    }

    @Override
    public void process(Object value, long recordTimestamp) {
        timestamp = recordTimestamp;
        try {
            function.processElement1(value, this, this);
        } catch (Throwable thrown) {
            throw failure(thrown);
        }
    }

    @Override
    public void processSecond(Object value, long recordTimestamp) {
        timestamp = recordTimestamp;
        try {
            function.processElement2(value, this, this);
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
