package dev.selvage.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.api.StreamExecutionEnvironment;
import dev.selvage.api.WindowedStream;
import dev.selvage.api.execute.JobClient;
import dev.selvage.api.function.AggregateFunction;
import dev.selvage.api.function.Collector;
import dev.selvage.api.function.ProcessWindowFunction;
import dev.selvage.api.source.DataGeneratorSource;
import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.api.type.Types;
import dev.selvage.api.window.SlidingEventTimeWindows;
import dev.selvage.api.window.TumblingEventTimeWindows;
import dev.selvage.api.window.WindowAssigner;
import dev.selvage.platform.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whether windows get records or what records came to is no part of their state: a job may change its mind. */
@Timeout(120)
class PreAggregationSavepointTest {
    private static final int KEYS = 50;

    private static final WindowAssigner TUMBLING = TumblingEventTimeWindows.of(Duration.ofMillis(400));
    private static final WindowAssigner SLIDING =
            SlidingEventTimeWindows.of(Duration.ofMillis(400), Duration.ofMillis(100));

    /** Half a minute more than is waited for: the stop has to come before the end of input, however slow the machine is. */
    private static final long NUMBERS = 260_000;

    private static final int SLOWLY = 8_000;
    private static final int AT_ONCE = 10_000_000;

    private static final Optional<String> UID = Optional.of("windows");

    @TempDir
    Path directory;

    /** What a window of a key came to. */
    record Result(long key, long start, long count, long sum) {}

    /** Count and sum, in an accumulator that changes in place. */
    private static final class CountAndSum implements AggregateFunction<Long, long[], long[]> {
        private static final long serialVersionUID = 1;

        @Override
        public long[] createAccumulator() {
            return new long[2];
        }

        @Override
        public long[] add(Long number, long[] accumulator) {
            accumulator[0]++;
            accumulator[1] += number;
            return accumulator;
        }

        @Override
        public long[] getResult(long[] accumulator) {
            return accumulator;
        }

        @Override
        public long[] merge(long[] one, long[] other) {
            one[0] += other[0];
            one[1] += other[1];
            return one;
        }
    }

    private static final class Named implements ProcessWindowFunction<long[], Result, Long> {
        private static final long serialVersionUID = 1;

        @Override
        public void process(Long key, Context context, Iterable<long[]> elements, Collector<Result> out) {
            for (long[] each : elements) {
                out.collect(new Result(key, context.window().start(), each[0], each[1]));
            }
        }
    }

    /** Both subtasks of the source tell the same times, so that none of them holds up the windows. */
    private static StreamExecutionEnvironment program(
            Ledger ledger, WindowAssigner windows, boolean preAggregates, int perSecond, Optional<String> uid) {
        StreamExecutionEnvironment program = StreamExecutionEnvironment.getExecutionEnvironment()
                .setParallelism(2)
                .enableCheckpointing(Duration.ofMillis(20));
        WindowedStream<Long, Long> windowed = program.fromSource(
                        DataGeneratorSource.of(index -> index, NUMBERS, Types.of(Long.class))
                                .withRatePerSecond(perSecond),
                        WatermarkStrategy.<Long>forMonotonousTimestamps()
                                .withTimestampAssigner((number, before) -> number % (NUMBERS / 2)),
                        "numbers")
                .uid("numbers")
                .keyBy(number -> number % KEYS)
                .window(windows);
        var results = (preAggregates ? windowed.preAggregate() : windowed).aggregate(new CountAndSum(), new Named());
        uid.map(results::uid).orElse(results).sinkTo(ledger.<Result>sink()).uid("ledger");
        return program;
    }

    private Path stoppedAmidst(StreamExecutionEnvironment program, Ledger ledger) throws Exception {
        JobClient job = program.executeAsync("first");
        Await.until(
                "windows are committed",
                Duration.ofSeconds(30),
                () -> ledger.visible().size() >= 1_000);
        return Path.of(job.stopWithSavepoint(directory.toString()));
    }

    private static Set<Object> uninterrupted(WindowAssigner windows) throws Exception {
        Ledger ledger = new Ledger();
        program(ledger, windows, false, AT_ONCE, UID).execute("uninterrupted");
        return new HashSet<>(ledger.visible());
    }

    private void assertSameResults(WindowAssigner windows, boolean preAggregatesBefore) throws Exception {
        Ledger ledger = new Ledger();
        Path savepoint = stoppedAmidst(program(ledger, windows, preAggregatesBefore, SLOWLY, UID), ledger);
        Set<Object> expected = uninterrupted(windows);
        assertThat(ledger.visible()).as("committed before the savepoint").hasSizeLessThan(expected.size());

        StreamExecutionEnvironment next = program(ledger, windows, !preAggregatesBefore, AT_ONCE, UID);
        next.set("execution.savepoint.path", savepoint.toString());
        next.execute("next");

        List<Object> results = ledger.visible();
        assertThat(results).doesNotHaveDuplicates();
        assertThat(new HashSet<>(results)).isEqualTo(expected);
    }

    @Test
    void slidingWindowsGoOnWhenPreAggregationIsAdded() throws Exception {
        assertSameResults(SLIDING, false);
    }

    @Test
    void slidingWindowsGoOnWhenPreAggregationIsTakenOut() throws Exception {
        assertSameResults(SLIDING, true);
    }

    @Test
    void tumblingWindowsGoOnWhenPreAggregationIsAdded() throws Exception {
        assertSameResults(TUMBLING, false);
    }

    @Test
    void tumblingWindowsGoOnWhenPreAggregationIsTakenOut() throws Exception {
        assertSameResults(TUMBLING, true);
    }

    @Test
    void withoutAUidSuchAJobIsRefusedWithAWordOnWhatToDo() throws Exception {
        Ledger ledger = new Ledger();
        Path savepoint = stoppedAmidst(program(ledger, TUMBLING, false, SLOWLY, Optional.empty()), ledger);

        StreamExecutionEnvironment next = program(ledger, TUMBLING, true, AT_ONCE, Optional.empty());
        next.set("execution.savepoint.path", savepoint.toString());

        assertThatThrownBy(() -> next.executeAsync("next"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found none for window aggregate at PreAggregationSavepointTest.java:")
                .hasMessageContaining(" (no uid): ")
                .hasMessageContaining("undo what changed in front of them, such as preAggregate()");
    }
}
