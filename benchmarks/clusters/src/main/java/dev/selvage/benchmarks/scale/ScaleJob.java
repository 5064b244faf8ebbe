package dev.selvage.benchmarks.scale;

import dev.selvage.api.StreamExecutionEnvironment;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.api.sink.DiscardingSink;
import dev.selvage.api.source.DataGeneratorSource;
import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.api.type.Types;
import java.time.Duration;

/**
 * A job of three vertices with all-to-all edges between them: a quarter of the subtasks reads, a half keeps state by key, a
 * quarter writes. Each vertex has a slot-sharing group of its own, so that there are as many slots as subtasks.
 */
record ScaleJob(int subtasks, Duration checkpointInterval) {

    /** The largest that there is, since a vertex may be as wide. */
    private static final int KEY_GROUPS = 32_768;

    ScaleJob {
        if (subtasks < 4 || subtasks % 4 != 0 || subtasks / 2 > KEY_GROUPS) {
            throw new IllegalArgumentException("Expected a number of subtasks that four divides, from 4 to "
                    + 2 * KEY_GROUPS + ", but found " + subtasks + ".");
        }
    }

    /** What a user's program comes to. Its functions are never run. */
    StreamGraph graph() {
        StreamExecutionEnvironment program = StreamExecutionEnvironment.getExecutionEnvironment()
                .setMaxParallelism(KEY_GROUPS)
                .enableCheckpointing(checkpointInterval)
                .set("restart-strategy.type", "fixed-delay")
                .set("restart-strategy.fixed-delay.attempts", "1000")
                .set("restart-strategy.fixed-delay.delay", "0 ms");
        program.setParallelism(subtasks / 4)
                .fromSource(
                        DataGeneratorSource.of(index -> index, Long.MAX_VALUE, Types.LONG),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .slotSharingGroup("read")
                .keyBy(number -> number)
                .reduce(Long::sum)
                .setParallelism(subtasks / 2)
                .slotSharingGroup("sum")
                .rebalance()
                .map(sum -> -sum)
                .setParallelism(subtasks / 4)
                .slotSharingGroup("write")
                .sinkTo(new DiscardingSink<>());
        return program.streamGraph("scale");
    }
}
