package dev.selvage.benchmarks.flink;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** W1 and W5: count and sum per key, changed in place, which heap state allows when the change is announced by an update. */
@SuppressWarnings("NullAway.Init")
final class CountPerKey extends KeyedProcessFunction<Long, Event, KeyTotal> {

    private transient ValueState<KeyTotal> totals;

    @Override
    public void open(OpenContext context) {
        totals = getRuntimeContext().getState(new ValueStateDescriptor<>("totals", KeyTotal.class));
    }

    @Override
    public void processElement(Event event, Context context, Collector<KeyTotal> output) throws Exception {
        KeyTotal total = totals.value();
        if (total == null) {
            total = new KeyTotal(event.key);
        }
        total.count++;
        total.sum += event.value;
        totals.update(total);
        output.collect(total);
    }
}
