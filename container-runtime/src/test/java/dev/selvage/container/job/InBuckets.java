package dev.selvage.container.job;

import dev.selvage.api.function.Collector;
import dev.selvage.api.function.KeyedProcessFunction;
import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.state.MapState;
import dev.selvage.api.state.MapStateDescriptor;
import dev.selvage.api.time.TimerService;

/**
 * Sums per key and bucket of time, told by a timer when the bucket is over, and echoed by another one a little later. No
 * order of records shows in that, as long as none is late.
 */
final class InBuckets implements KeyedProcessFunction<Object, Object, Object> {

    private static final long serialVersionUID = 1;

    private static final long ECHO = 2;

    private final Keying keying;
    private final long size;

    private transient MapState<Long, Long> sums;

    @SuppressWarnings("NullAway.Init") // Set by open.
    InBuckets(Keying keying, long size) {
        this.keying = keying;
        this.size = size;
    }

    @Override
    public void open(RuntimeContext context) {
        sums = context.getMapState(new MapStateDescriptor<>("sums", Long.class, Long.class));
    }

    @Override
    public void processElement(Object item, Context<Object> context, Collector<Object> out) {
        long value = ((Item) item).value();
        long end = context.timestamp() + size - 1 - Math.floorMod(context.timestamp(), size);
        sums.put(end, sums.contains(end) ? sums.get(end) + value : value);
        TimerService timers = context.timerService();
        timers.registerEventTimeTimer(end);
        // Taken back at once: must never come due.
        timers.registerEventTimeTimer(end + 1);
        timers.deleteEventTimeTimer(end + 1);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext<Object> context, Collector<Object> out) {
        long group = keying.groupOfKey(context.getCurrentKey());
        if (Math.floorMod(timestamp, size) == size - 1) {
            out.collect(Item.of(group, sums.get(timestamp)));
            sums.remove(timestamp);
            context.timerService().registerEventTimeTimer(timestamp + ECHO);
        } else {
            context.output(ItemFunctions.SIDE, Item.of(group, timestamp));
        }
    }
}
