package dev.selvage.container.job;

import dev.selvage.api.function.Collector;
import dev.selvage.api.function.KeyedProcessFunction;
import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.state.ListState;
import dev.selvage.api.state.ListStateDescriptor;
import dev.selvage.api.state.StateTtlConfig;
import dev.selvage.api.state.ValueState;
import dev.selvage.api.state.ValueStateDescriptor;
import dev.selvage.api.type.Types;
import dev.selvage.container.oracle.AtLeastOnce;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps values that expire, and beside them, in state that does not, what they are and until when they live: each time it
 * looks both must agree, whatever the time is. Passes its items on.
 */
final class Expiring implements KeyedProcessFunction<Object, Object, Object>, AtLeastOnce.EachByItself {

    private static final long serialVersionUID = 1;

    private final long life;
    private final boolean renewedByReading;

    private transient ValueState<Long> value;
    private transient ListState<Long> list;
    private transient ValueState<Model> valueModel;
    private transient ValueState<Model> listModel;

    /** What a state that expires should hold, if it is looked at before so much time has passed since. */
    public record Model(List<Long> values, long since) {}

    @SuppressWarnings("NullAway.Init") // Set by open.
    Expiring(long life, boolean renewedByReading) {
        this.life = life;
        this.renewedByReading = renewedByReading;
    }

    @Override
    public void open(RuntimeContext context) {
        StateTtlConfig ttl = StateTtlConfig.of(Duration.ofMillis(life));
        ttl = renewedByReading ? ttl.updateOnReadAndWrite() : ttl;
        ValueStateDescriptor<Long> expiring = new ValueStateDescriptor<>("value", Long.class);
        expiring.enableTimeToLive(ttl);
        value = context.getState(expiring);
        ListStateDescriptor<Long> expiringList = new ListStateDescriptor<>("list", Long.class);
        expiringList.enableTimeToLive(ttl);
        list = context.getListState(expiringList);
        valueModel = context.getState(new ValueStateDescriptor<>("model", Types.of(Model.class)));
        listModel = context.getState(new ValueStateDescriptor<>("list model", Types.of(Model.class)));
    }

    @Override
    public void processElement(Object element, Context<Object> context, Collector<Object> out) {
        Item item = (Item) element;
        long now = context.timerService().currentProcessingTime();
        switch ((int) (item.hash(11) & 7)) {
            case 0 -> {
                value.update(item.value());
                valueModel.update(new Model(List.of(item.value()), now));
            }
            case 1 -> {
                value.clear();
                valueModel.clear();
            }
            case 2, 3 -> {
                List<Long> longer = new ArrayList<>(alive(listModel, now));
                longer.add(item.value());
                list.add(item.value());
                listModel.update(new Model(longer, now));
            }
            case 4, 5 -> {
                List<Long> seen = new ArrayList<>();
                list.get().forEach(seen::add);
                check(seen, listModel, now);
            }
            default -> {
                Long present = value.value();
                check(present == null ? List.of() : List.of(present), valueModel, now);
            }
        }
        out.collect(item);
    }

    private List<Long> alive(ValueState<Model> model, long now) {
        Model present = model.value();
        return present == null || now - present.since() >= life ? List.of() : present.values();
    }

    private void check(List<Long> seen, ValueState<Model> model, long now) {
        List<Long> expected = alive(model, now);
        if (!seen.equals(expected)) {
            throw new IllegalStateException("expected " + expected + " at " + now + ", found " + seen
                    + ": they live for " + life + " and are known to be " + model.value());
        }
        if (renewedByReading && !expected.isEmpty()) {
            model.update(new Model(expected, now));
        }
    }
}
