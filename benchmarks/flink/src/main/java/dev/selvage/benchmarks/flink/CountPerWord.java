package dev.selvage.benchmarks.flink;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** W4: a running count per word. */
@SuppressWarnings("NullAway.Init")
final class CountPerWord extends KeyedProcessFunction<String, String, WordTotal> {

    private final WordTotal result = new WordTotal();
    private transient ValueState<Long> counts;

    @Override
    public void open(OpenContext context) {
        counts = getRuntimeContext().getState(new ValueStateDescriptor<>("counts", Types.LONG));
    }

    @Override
    public void processElement(String word, Context context, Collector<WordTotal> output) throws Exception {
        Long before = counts.value();
        long count = before == null ? 1 : before + 1;
        counts.update(count);
        result.word = word;
        result.count = count;
        output.collect(result);
    }
}
