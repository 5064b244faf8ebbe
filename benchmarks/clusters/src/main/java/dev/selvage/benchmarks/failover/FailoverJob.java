package dev.selvage.benchmarks.failover;

import dev.selvage.api.StreamExecutionEnvironment;
import dev.selvage.api.function.Collector;
import dev.selvage.api.function.KeyedProcessFunction;
import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.api.source.DataGeneratorSource;
import dev.selvage.api.state.ValueState;
import dev.selvage.api.state.ValueStateDescriptor;
import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.api.type.Types;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Workload F1: counts 100,000 keys at 100,000 records a second, and leaves a trace of each moment at which it writes. */
record FailoverJob(Path traces) {

    static final int PARALLELISM = 2;

    private static final int RECORDS_PER_SECOND = 100_000;
    private static final int KEYS = 100_000;

    StreamGraph graph() {
        StreamExecutionEnvironment program = StreamExecutionEnvironment.getExecutionEnvironment();
        program.setParallelism(PARALLELISM)
                .enableCheckpointing(Duration.ofSeconds(1))
                .set("restart-strategy.type", "fixed-delay")
                .set("restart-strategy.fixed-delay.attempts", "1000000")
                .set("restart-strategy.fixed-delay.delay", "0 ms")
                .fromSource(
                        DataGeneratorSource.of(index -> index, Long.MAX_VALUE, Types.LONG)
                                .withRatePerSecond(RECORDS_PER_SECOND),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .keyBy(number -> number % KEYS)
                .process(new CountPerKey())
                .sinkTo(new TracingSink(traces.toString()));
        return program.streamGraph("failover");
    }

    /** How often each key has come. */
    @SuppressWarnings("NullAway.Init")
    static final class CountPerKey implements KeyedProcessFunction<Long, Long, Long> {

        private static final long serialVersionUID = 1;

        private transient ValueState<Long> count;

        @Override
        public void open(RuntimeContext context) {
            count = context.getState(new ValueStateDescriptor<>("count", Long.class));
        }

        @Override
        public void processElement(Long number, Context<Long> context, Collector<Long> output) {
            long now = Optional.ofNullable(count.value()).orElse(0L) + 1;
            count.update(now);
            output.collect(now);
        }
    }
}
