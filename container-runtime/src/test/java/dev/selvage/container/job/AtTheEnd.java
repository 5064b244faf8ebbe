package dev.selvage.container.job;

import dev.selvage.api.function.Collector;
import dev.selvage.api.function.KeyedCoProcessFunction;
import dev.selvage.api.function.KeyedProcessFunction;
import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.state.AggregatingState;
import dev.selvage.api.state.AggregatingStateDescriptor;
import dev.selvage.api.state.ListState;
import dev.selvage.api.state.ListStateDescriptor;
import dev.selvage.api.state.MapState;
import dev.selvage.api.state.MapStateDescriptor;
import dev.selvage.api.state.ReducingState;
import dev.selvage.api.state.ReducingStateDescriptor;
import dev.selvage.api.state.ValueState;
import dev.selvage.api.state.ValueStateDescriptor;
import dev.selvage.api.type.Types;
import java.util.Map;

/**
 * What the items of a key came to, told once, behind all of them: so it does not matter in which order they came. Keeps
 * them in one kind of state or another. The end has to lie behind every timestamp.
 */
final class AtTheEnd
        implements KeyedProcessFunction<Object, Object, Object>,
                KeyedCoProcessFunction<Object, Object, Object, Object> {

    private static final long serialVersionUID = 1;

    /** Where items are kept. */
    enum Keeping {
        VALUE,
        LIST,
        MAP,
        REDUCING,
        AGGREGATING
    }

    private final long end;
    private final Keying keying;
    private final Keeping keeping;
    /** Whether the greatest value counts, or all of them. */
    private final boolean greatest;

    private final Counting counting;

    private transient ValueState<Long> value;
    private transient ListState<Item> list;
    private transient MapState<Long, Integer> map;
    private transient ReducingState<Long> reducing;
    private transient AggregatingState<Object, Object> aggregating;

    @SuppressWarnings("NullAway.Init") // Set by open.
    AtTheEnd(long end, Keying keying, Keeping keeping, boolean greatest, Counting.Kind kind) {
        this.end = end;
        this.keying = keying;
        this.keeping = keeping;
        this.greatest = greatest;
        this.counting = new Counting(keying, true, kind);
    }

    @Override
    public void open(RuntimeContext context) {
        switch (keeping) {
            case VALUE -> value = context.getState(new ValueStateDescriptor<>("value", Long.class));
            case LIST -> list = context.getListState(new ListStateDescriptor<>("list", Item.class));
            case MAP -> map = context.getMapState(new MapStateDescriptor<>("map", Long.class, Integer.class));
            case REDUCING ->
                reducing =
                        context.getReducingState(new ReducingStateDescriptor<>("reducing", this::combined, Types.LONG));
            case AGGREGATING ->
                aggregating = context.getAggregatingState(
                        new AggregatingStateDescriptor<>("aggregating", counting, counting.accumulatorType()));
        }
    }

    @Override
    public void processElement(Object item, KeyedProcessFunction.Context<Object> context, Collector<Object> out) {
        Faults.at("in a function", 2_000);
        keep((Item) item);
        context.timerService().registerEventTimeTimer(end);
    }

    @Override
    public void processElement1(Object item, KeyedProcessFunction.Context<Object> context, Collector<Object> out) {
        processElement(item, context, out);
    }

    @Override
    public void processElement2(Object item, KeyedProcessFunction.Context<Object> context, Collector<Object> out) {
        processElement(((Item) item).plus(1), context, out);
    }

    @Override
    public void onTimer(long timestamp, KeyedProcessFunction.OnTimerContext<Object> context, Collector<Object> out) {
        Faults.at("in a timer", 50);
        out.collect(Item.of(keying.groupOfKey(context.getCurrentKey()), taken()));
    }

    private void keep(Item item) {
        switch (keeping) {
            case VALUE -> {
                Long before = value.value();
                value.update(before == null ? item.value() : combined(before, item.value()));
            }
            case LIST -> list.add(item);
            case MAP -> map.put(item.value(), map.contains(item.value()) ? map.get(item.value()) + 1 : 1);
            case REDUCING -> reducing.add(item.value());
            case AGGREGATING -> aggregating.add(item);
        }
    }

    private long taken() {
        long result = 0;
        switch (keeping) {
            case VALUE -> {
                result = value.value();
                value.clear();
            }
            case LIST -> {
                for (Item item : list.get()) {
                    result = combined(result, item.value());
                }
                list.clear();
            }
            case MAP -> {
                for (Map.Entry<Long, Integer> entry : map.entries()) {
                    result = combined(result, greatest ? entry.getKey() : entry.getKey() * entry.getValue());
                }
                map.clear();
            }
            case REDUCING -> {
                result = reducing.get();
                reducing.clear();
            }
            case AGGREGATING -> {
                result = ((Item) aggregating.get()).value();
                aggregating.clear();
            }
        }
        return result;
    }

    private long combined(long one, long other) {
        return greatest ? Math.max(one, other) : one + other;
    }
}
