package dev.selvage.container.job;

import dev.selvage.api.function.Collector;
import dev.selvage.api.function.KeyedProcessFunction;
import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.state.MapState;
import dev.selvage.api.state.MapStateDescriptor;

/** What the different items of a key come to, however often each of them was told; said once, behind all of them. */
final class Distinct implements KeyedProcessFunction<Object, Object, Object> {

    private static final long serialVersionUID = 1;

    private final long end;
    private final Keying keying;

    private transient MapState<Long, Long> items;

    @SuppressWarnings("NullAway.Init") // Set by open.
    Distinct(long end, Keying keying) {
        this.end = end;
        this.keying = keying;
    }

    @Override
    public void open(RuntimeContext context) {
        items = context.getMapState(new MapStateDescriptor<>("items", Long.class, Long.class));
    }

    @Override
    public void processElement(Object item, Context<Object> context, Collector<Object> out) {
        items.put(((Item) item).hash(3), ((Item) item).value());
        context.timerService().registerEventTimeTimer(end);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext<Object> context, Collector<Object> out) {
        long sum = 0;
        for (long hash : items.keys()) {
            sum += hash >>> 8;
        }
        items.clear();
        out.collect(Item.of(keying.groupOfKey(context.getCurrentKey()), sum));
    }
}
