package dev.selvage.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.api.CloseableIterator;
import dev.selvage.api.StreamExecutionEnvironment;
import dev.selvage.api.execute.JobClient;
import dev.selvage.api.sink.CollectSink;
import dev.selvage.api.sink.DiscardingSink;
import dev.selvage.api.source.DataGeneratorSource;
import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.api.type.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(120)
class LocalJobsTest {

    @RegisterExtension
    final LocalJobs jobs = LocalJobs.withTaskManagers(2).with("pipeline.max-parallelism", "16");

    @Test
    void aProgramHasTheSettingsOfItsTest() {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();

        try (CloseableIterator<Long> doubled =
                env.fromSequence(1, 3).map(number -> 2 * number).executeAndCollect()) {
            assertThat(doubled).toIterable().containsExactlyInAnyOrder(2L, 4L, 6L);
        }
        assertThat(jobs.begun()).hasSize(1);
    }

    @Test
    void eachRecordCountsOnceThoughTaskManagersAreKilled() throws Exception {
        // A few seconds, so that there is something left to come after each kill.
        long count = 30_000;
        try (CollectSink<Long> sink = CollectSink.open()) {
            StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
            env.fromSource(
                            DataGeneratorSource.of(index -> index, count, Types.LONG)
                                    .withRatePerSecond(8_000),
                            WatermarkStrategy.noWatermarks(),
                            "numbers")
                    .keyBy(number -> number % 10)
                    .reduce((before, number) -> number)
                    .sinkTo(sink);
            JobClient job = env.executeAsync("numbers");
            List<Long> seen = new ArrayList<>();

            for (int kill = 0; kill < 2; kill++) {
                await(sink, seen);
                jobs.killTaskManager(job, kill);
            }
            job.result();

            seen.addAll(sink.values());
            assertThat(seen.stream().sorted())
                    .isEqualTo(LongStream.range(0, count).boxed().toList());
        }
    }

    private static void await(CollectSink<Long> sink, List<Long> seen) throws InterruptedException {
        Optional<Long> next = sink.poll(Duration.ofSeconds(30));
        assertThat(next).isPresent();
        seen.add(next.get());
        seen.addAll(sink.values());
    }

    @Test
    void aJobThatIsStillRunningIsEndedWithItsTest() {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromSource(
                        DataGeneratorSource.of(index -> index, Long.MAX_VALUE, Types.LONG)
                                .withRatePerSecond(100),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .sinkTo(new DiscardingSink<>());

        JobClient job = env.executeAsync("endless");

        // Whether it is ended is seen by what would be left behind.
        assertThatThrownBy(() -> jobs.killTaskManager(job, 2)).hasMessageContaining("from 0 to 1, found 2");
    }

    @Test
    void threadsThatJobsLeaveBehindAreFound() throws Exception {
        Thread left = new Thread(() -> {
            try {
                Thread.currentThread().join();
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        });
        left.setName("map (1/2)");
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        left.start();
        try {
            assertThatThrownBy(() -> LeftBehind.refuse(before, Duration.ofMillis(1)))
                    .hasMessageContaining("leave no thread behind, found:\nmap (1/2)\n    at ");
        } finally {
            left.interrupt();
            left.join();
        }
    }
}
