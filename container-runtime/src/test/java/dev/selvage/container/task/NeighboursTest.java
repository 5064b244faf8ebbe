package dev.selvage.container.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.api.StreamExecutionEnvironment;
import dev.selvage.api.function.MapFunction;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.api.sink.CollectSink;
import dev.selvage.api.source.DataGeneratorSource;
import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.api.type.Types;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.TaskId;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What happens to one job is none of the others' business, though they share a process. */
class NeighboursTest {
    private static final int FAILURES = 30;
    private static final long NUMBERS = 1_000;

    /** The sound job's last records wait for this: it is under way for as long as the other one fails. */
    private static CountDownLatch failedEnough = new CountDownLatch(1);

    private static StreamGraph sound(CollectSink<Long> sink) {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(2);
        environment
                .fromSource(
                        DataGeneratorSource.of(index -> index, NUMBERS, Types.LONG),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .keyBy(number -> number % 7)
                .reduce((before, number) -> number)
                .map(number -> {
                    if (number > NUMBERS / 2) {
                        failedEnough.await();
                    }
                    return number;
                })
                .sinkTo(sink);
        return environment.streamGraph("sound");
    }

    private static StreamGraph failing(int how) {
        MapFunction<Long, Long> fails = number -> {
            if (how % 3 == 0) {
                throw new StackOverflowError("deep");
            } else if (how % 3 == 1) {
                throw new NoClassDefFoundError("gone");
            }
            throw new IllegalStateException("wrong");
        };
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(2);
        environment
                .fromSource(
                        DataGeneratorSource.of(index -> index, NUMBERS, Types.LONG),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .keyBy(number -> number % 7)
                .reduce(Long::sum)
                .map(fails)
                .name("fails")
                .print();
        return environment.streamGraph("failing");
    }

    @Test
    void aJobThatFailsAgainAndAgainDisturbsNoOther() throws Exception {
        failedEnough = new CountDownLatch(1);
        try (OneProcess process = new OneProcess();
                CollectSink<Long> sink = CollectSink.open()) {
            List<TaskId> sound = process.start(new JobId(0, 1), 1, sound(sink));
            for (int i = 1; i <= FAILURES; i++) {
                List<TaskId> failing = process.start(new JobId(0, 2), i, failing(i));
                assertThat(process.failure(failing).sentence()).contains("Operator 'fails' failed in subtask");
            }
            failedEnough.countDown();
            process.awaitFinished(sound);

            assertThat(sink.values())
                    .containsExactlyInAnyOrder(
                            LongStream.range(0, NUMBERS).boxed().toArray(Long[]::new));
        }
    }
}
