package dev.selvage.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.api.StreamExecutionEnvironment;
import dev.selvage.api.execute.JobClient;
import dev.selvage.api.execute.JobFailedException;
import dev.selvage.api.execute.JobResult;
import dev.selvage.api.function.Collector;
import dev.selvage.api.function.MapFunction;
import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.metric.Counter;
import dev.selvage.api.source.DataGeneratorSource;
import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.api.type.Types;
import dev.selvage.api.window.TumblingEventTimeWindows;
import dev.selvage.platform.Await;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Programs as users write them, run by the real thing. */
@Timeout(120)
class LocalExecutorTest {

    /** A word and how often it was seen. */
    record Count(String word, long times) {}

    /** User code fails so many times more. */
    private static final AtomicInteger FAILURES = new AtomicInteger();

    private final Ledger ledger = new Ledger();
    private final StreamExecutionEnvironment program = StreamExecutionEnvironment.getExecutionEnvironment();

    @Test
    void wordsAreCounted() {
        program.setParallelism(2)
                .fromData("to be or not", "to be", "or to bake")
                .flatMap((String line, Collector<Count> out) ->
                        Arrays.stream(line.split(" ")).forEach(word -> out.collect(new Count(word, 1))))
                .returns(Count.class)
                .keyBy(Count::word)
                .reduce((one, other) -> new Count(one.word(), one.times() + other.times()))
                .sinkTo(ledger.<Count>sink());

        JobResult result = program.execute("words");

        assertThat(result.wasCancelled()).isFalse();
        assertThat(ledger.visible().stream()
                        .map(Count.class::cast)
                        .collect(Collectors.toMap(Count::word, Count::times, Math::max)))
                .containsOnly(
                        Map.entry("to", 3L),
                        Map.entry("be", 2L),
                        Map.entry("or", 2L),
                        Map.entry("not", 1L),
                        Map.entry("bake", 1L));
    }

    /** Counts what it lets pass. */
    private static final class Counting implements MapFunction<Long, Long> {
        private static final long serialVersionUID = 1;

        private transient Optional<Counter> passed = Optional.empty();

        @Override
        public void open(RuntimeContext context) {
            passed = Optional.of(context.getMetricGroup().counter("passed"));
            context.getMetricGroup().counter("opened").inc();
        }

        @Override
        public Long map(Long number) {
            passed.orElseThrow().inc();
            return number;
        }
    }

    @Test
    void whatFunctionsCountIsInTheResultSummedOverSubtasks() {
        program.setParallelism(3)
                .fromSource(
                        DataGeneratorSource.of(index -> index, 1_000, Types.of(Long.class)),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .map(new Counting())
                .rebalance()
                .map(new Counting())
                .sinkTo(ledger.<Long>sink());

        assertThat(program.execute("counted").counters()).isEqualTo(Map.of("passed", 2_000L, "opened", 6L));
    }

    @Test
    void whoeverSubmitsWindowsThatNeverFireIsTold() {
        program.fromSource(
                        DataGeneratorSource.of(index -> index, Long.MAX_VALUE, Types.of(Long.class))
                                .withRatePerSecond(10),
                        WatermarkStrategy.<Long>noWatermarks().withTimestampAssigner((number, timestamp) -> number),
                        "numbers")
                .keyBy(number -> number % 2)
                .window(TumblingEventTimeWindows.of(Duration.ofSeconds(1)))
                .reduce(Long::sum)
                .name("windowed")
                .sinkTo(ledger.<Long>sink());

        assertThat(StandardError.during(() -> {
                    JobClient silent = program.executeAsync("silent");
                    silent.cancel();
                    silent.result();
                }))
                .anySatisfy(line ->
                        assertThat(line).startsWith("Warning: The windows of windowed (LocalExecutorTest.java:"));
    }

    private static Long failingNowAndThen(Long number) {
        if (number % 997 == 996 && FAILURES.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalArgumentException("no bread for " + number);
        }
        return number;
    }

    /** Numbers pass a key and a function that fails; each must come out once. */
    private void passNumbers(long count, int failures) {
        FAILURES.set(failures);
        program.setParallelism(2)
                .enableCheckpointing(Duration.ofMillis(20))
                .set("restart-strategy.type", "fixed-delay")
                .set("restart-strategy.fixed-delay.attempts", "5")
                .set("restart-strategy.fixed-delay.delay", "1 ms")
                .fromSource(
                        DataGeneratorSource.of(index -> index, count, Types.of(Long.class))
                                .withRatePerSecond(20_000),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .keyBy(number -> number % 100)
                .reduce((before, number) -> number)
                .map(LocalExecutorTest::failingNowAndThen)
                .name("baker")
                .sinkTo(ledger.<Long>sink());
    }

    private void assertEachOnce(long count) {
        assertThat(ledger.visible().stream().map(Long.class::cast).sorted())
                .isEqualTo(LongStream.range(0, count).boxed().toList());
    }

    @Test
    void everyRecordIsCommittedOnce() {
        passNumbers(10_000, 0);

        program.execute("numbers");

        assertEachOnce(10_000);
    }

    @Test
    void everyRecordIsCommittedOnceThoughUserCodeFails() {
        passNumbers(10_000, 3);

        program.execute("numbers");

        assertThat(FAILURES).hasValue(0);
        assertEachOnce(10_000);
    }

    @Test
    void everyRecordIsCommittedOnceAcrossTaskManagersThoughUserCodeFails() {
        program.set("minicluster.number-of-taskmanagers", "2");
        passNumbers(10_000, 3);

        program.execute("numbers");

        assertThat(FAILURES).hasValue(0);
        assertEachOnce(10_000);
    }

    @Test
    void whatUserCodeThrowsReachesTheProgramWithItsPlace() {
        passNumbers(10_000, 1);
        program.set("restart-strategy.type", "none");

        assertThatThrownBy(() -> program.execute("numbers"))
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("Operator 'baker' failed in subtask ")
                .hasMessageContaining("at its record ")
                .cause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no bread for ");
    }

    @Test
    void anEndlessJobEndsWhenItIsCancelled() throws Exception {
        passNumbers(Long.MAX_VALUE, 0);

        JobClient job = program.executeAsync("endless");
        Await.until(
                "something is committed",
                Duration.ofSeconds(30),
                () -> !ledger.visible().isEmpty());
        job.cancel();

        assertThat(job.result().wasCancelled()).isTrue();
    }

    @Test
    void aSettingThatNobodyKnowsIsRefused() {
        program.set("execution.checkpointing.intervall", "1 s");
        program.fromData(List.of(1L, 2L)).sinkTo(ledger.<Long>sink());

        assertThatThrownBy(() -> program.execute("wrong"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Did you mean execution.checkpointing.interval?");
    }
}
