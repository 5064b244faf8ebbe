package dev.selvage.container.operator.function;

import dev.selvage.api.time.TimestampAssigner;
import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.container.exchange.Event;
import dev.selvage.container.operator.Operator;
import dev.selvage.container.operator.OperatorContext;
import dev.selvage.container.operator.Outlets;
import dev.selvage.container.time.WatermarkMaker;

/** A template: timestamps and watermarks from here on; those that come from before end here, but for the end of time. */
final class TimestampsOperator extends Operator {
    private final TimestampAssigner<Object> assigner;
    private final WatermarkMaker watermarks;

    TimestampsOperator(OperatorContext context, Outlets outlets, WatermarkStrategy<Object> strategy) {
        super(context, outlets);
        this.assigner = strategy.timestampAssigner();
        this.watermarks = new WatermarkMaker(strategy);
    }

    @Override
    public void process(Object value, long recordTimestamp) {
        long timestamp;
        try {
            timestamp = assigner.extractTimestamp(value, recordTimestamp);
        } catch (Throwable thrown) {
            throw failure(thrown);
        }
        watermarks.record(timestamp);
        next.process(value, timestamp);
    }

    @Override
    public void afterBatch() {
        if (watermarks.advances(context().clock().nowMillis())) {
            outlets().watermark(watermarks.millis());
        }
    }

    @Override
    public void watermark(long millis) {
        if (millis == Event.END_OF_TIME) {
            outlets().watermark(millis);
        }
    }

    @Override
    public void idle() {
        // Silence of those before is noticed here by the clock, if at all.
    }

    @Override
    public void processingTime(long millis) {
        if (watermarks.fallsIdle(millis)) {
            outlets().idle();
        }
    }

    @Override
    public long wakeAtMillis() {
        return watermarks.wakeAtMillis();
    }
}
