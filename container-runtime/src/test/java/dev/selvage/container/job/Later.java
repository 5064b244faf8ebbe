package dev.selvage.container.job;

import dev.selvage.api.function.Collector;
import dev.selvage.api.function.KeyedProcessFunction;
import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.state.ListState;
import dev.selvage.api.state.ListStateDescriptor;
import dev.selvage.api.state.ValueState;
import dev.selvage.api.state.ValueStateDescriptor;
import dev.selvage.api.time.TimerService;
import dev.selvage.container.oracle.AtLeastOnce;

/**
 * Keeps items for a while by the clock on the wall, or until the end of all time if that comes first. Since that lets them go
 * even if a timer by the clock is lost, each item looks whether those before it have overstayed.
 */
final class Later implements KeyedProcessFunction<Object, Object, Object>, AtLeastOnce.EachByItself {

    private static final long serialVersionUID = 1;

    private final long end;
    private final long delay;

    private transient ListState<Item> kept;
    private transient ValueState<Long> due;

    @SuppressWarnings("NullAway.Init") // Set by open.
    Later(long end, long delay) {
        this.end = end;
        this.delay = delay;
    }

    @Override
    public void open(RuntimeContext context) {
        kept = context.getListState(new ListStateDescriptor<>("kept", Item.class));
        due = context.getState(new ValueStateDescriptor<>("due", Long.class));
    }

    @Override
    public void processElement(Object item, Context<Object> context, Collector<Object> out) {
        TimerService timers = context.timerService();
        Long expected = due.value();
        if (expected == null) {
            due.update(timers.currentProcessingTime() + delay);
        } else if (expected <= timers.currentProcessingTime()) {
            throw new IllegalStateException(
                    "a timer for " + expected + " has not come by " + timers.currentProcessingTime());
        }
        kept.add((Item) item);
        timers.registerEventTimeTimer(end);
        timers.registerProcessingTimeTimer(timers.currentProcessingTime() + delay);
        // Taken back at once: must never come due.
        timers.registerProcessingTimeTimer(timers.currentProcessingTime() - 1);
        timers.deleteProcessingTimeTimer(timers.currentProcessingTime() - 1);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext<Object> context, Collector<Object> out) {
        if (timestamp < end && timestamp > context.timerService().currentProcessingTime()) {
            throw new IllegalStateException("a timer for " + timestamp + " came too early");
        }
        kept.get().forEach(out::collect);
        kept.clear();
        due.clear();
    }
}
