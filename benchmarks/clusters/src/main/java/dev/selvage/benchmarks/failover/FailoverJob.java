package dev.selvage.benchmarks.failover;

import dev.selvage.api.StreamExecutionEnvironment;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.api.source.DataGeneratorSource;
import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.api.type.Types;
import dev.selvage.benchmarks.clusters.CountPerKey;
import java.nio.file.Path;
import java.time.Duration;

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
}
