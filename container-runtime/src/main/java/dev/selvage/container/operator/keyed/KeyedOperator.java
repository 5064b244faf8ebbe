package dev.selvage.container.operator.keyed;

import dev.selvage.api.OutputTag;
import dev.selvage.api.function.Collector;
import dev.selvage.api.function.Function;
import dev.selvage.api.function.KeyedProcessFunction;
import dev.selvage.api.time.TimeDomain;
import dev.selvage.api.time.TimerService;
import dev.selvage.container.exchange.Batch;
import dev.selvage.container.exchange.Event;
import dev.selvage.container.operator.OperatorContext;
import dev.selvage.container.operator.Outlets;
import dev.selvage.container.operator.function.FunctionOperator;
import dev.selvage.container.state.KeyedStates;
import dev.selvage.container.state.KeyedStore;
import dev.selvage.container.state.Timers;

/** What a process function on keys works with: the present key, its timers, and the ways out. */
abstract class KeyedOperator extends FunctionOperator
        implements Collector<Object>, KeyedProcessFunction.OnTimerContext<Object>, TimerService {
    /** Others follow in the next turn: a timer that sets itself again for the present moment must not hold up all else. */
    private static final int TIMERS_PER_TURN = 1_000;
    /** All timers of event time fire before the watermark goes on, however many those set that fire; unless the task is to stop. */
    private static final int TIMERS_PER_LOOK = 32;

    private final KeyedStore store;
    private final Timers eventTimers;
    private final Timers processingTimers;
    private long watermark = Event.BEFORE_ALL_TIME;
    private TimeDomain timeDomain = TimeDomain.EVENT_TIME;

    /** That of the record or timer whose turn it is. */
    protected long timestamp = Batch.NO_TIMESTAMP;

    KeyedOperator(OperatorContext context, Outlets outlets, Function user, KeyedStates states) {
        super(context, outlets, user);
        this.store = states.store();
        this.eventTimers = states.eventTimers();
        this.processingTimers = states.processingTimers();
    }

    /** Lets user code handle a timer of the present key. */
    protected abstract void onTimer(long time) throws Exception;

    @Override
    public void watermark(long millis) {
        watermark = millis;
        if (eventTimers.isDue(millis)) {
            timeDomain = TimeDomain.EVENT_TIME;
            while (eventTimers.fire(millis, TIMERS_PER_LOOK, this::fireEventTime) == TIMERS_PER_LOOK) {
                context().leaveIfStopped();
            }
        }
        super.watermark(millis);
    }

    @Override
    public void processingTime(long millis) {
        if (processingTimers.isDue(millis)) {
            timeDomain = TimeDomain.PROCESSING_TIME;
            processingTimers.fire(millis, TIMERS_PER_TURN, this::fireProcessingTime);
        }
    }

    @Override
    public long wakeAtMillis() {
        return processingTimers.earliest();
    }

    private void fireEventTime(long time) {
        timestamp = time;
        fire(time);
    }

    /** What a clock on the wall brings about has no place in event time. */
    private void fireProcessingTime(long time) {
        timestamp = Batch.NO_TIMESTAMP;
        fire(time);
    }

    private void fire(long time) {
        try {
            onTimer(time);
        } catch (Throwable thrown) {
            throw inTimer(time, thrown);
        }
    }

    @Override
    public final <T> void output(OutputTag<T> tag, T record) {
        outlets().side(tag.getId(), record, timestamp);
    }

    @Override
    public final long timestamp() {
        return timestamp;
    }

    @Override
    public final Object getCurrentKey() {
        return store.key();
    }

    @Override
    public final TimeDomain timeDomain() {
        return timeDomain;
    }

    @Override
    public final TimerService timerService() {
        return this;
    }

    @Override
    public final long currentProcessingTime() {
        return context().clock().nowMillis();
    }

    @Override
    public final long currentWatermark() {
        return watermark;
    }

    @Override
    public final void registerProcessingTimeTimer(long time) {
        processingTimers.register(time);
    }

    @Override
    public final void registerEventTimeTimer(long time) {
        eventTimers.register(time);
    }

    @Override
    public final void deleteProcessingTimeTimer(long time) {
        processingTimers.delete(time);
    }

    @Override
    public final void deleteEventTimeTimer(long time) {
        eventTimers.delete(time);
    }
}
