package dev.selvage.container.operator.function;

import dev.selvage.api.time.TimerService;
import dev.selvage.container.exchange.Event;
import dev.selvage.container.time.TaskClock;

/** The clocks of an operator that is told of no keys, and so has no timers either. */
final class EventTime implements TimerService {
    private final String operator;
    private final TaskClock clock;
    private long watermark = Event.BEFORE_ALL_TIME;

    EventTime(String operator, TaskClock clock) {
        this.operator = operator;
        this.clock = clock;
    }

    void watermark(long millis) {
        watermark = millis;
    }

    @Override
    public long currentProcessingTime() {
        return clock.nowMillis();
    }

    @Override
    public long currentWatermark() {
        return watermark;
    }

    @Override
    public void registerProcessingTimeTimer(long time) {
        throw refusal();
    }

    @Override
    public void registerEventTimeTimer(long time) {
        throw refusal();
    }

    @Override
    public void deleteProcessingTimeTimer(long time) {
        throw refusal();
    }

    @Override
    public void deleteEventTimeTimer(long time) {
        throw refusal();
    }

    private IllegalStateException refusal() {
        return new IllegalStateException("Operator '" + operator
                + "' asks for a timer, which belongs to a key, but is no function on keys: call keyBy before it, and make it a"
                + " KeyedProcessFunction, or a KeyedCoProcessFunction for two streams.");
    }
}
