package dev.selvage.container.task;

import static dev.selvage.container.task.BuiltInOperatorsTest.at;
import static dev.selvage.container.task.BuiltInOperatorsTest.silence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.api.DataStream;
import dev.selvage.api.OutputTag;
import dev.selvage.api.function.AggregateFunction;
import dev.selvage.api.function.Collector;
import dev.selvage.api.function.ProcessWindowFunction;
import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.api.type.Types;
import dev.selvage.api.window.EventTimeSessionWindows;
import dev.selvage.api.window.ProcessingTimeSessionWindows;
import dev.selvage.api.window.SlidingEventTimeWindows;
import dev.selvage.api.window.SlidingProcessingTimeWindows;
import dev.selvage.api.window.TumblingEventTimeWindows;
import dev.selvage.api.window.TumblingProcessingTimeWindows;
import dev.selvage.api.window.WindowAssigner;
import dev.selvage.container.operator.ScriptSource.Line;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Windows of each kind do the same in every {@link Driving}. */
class WindowsTest {
    private static final OutputTag<Long> LATE = new OutputTag<>("late", Long.class);

    /** Longer than any script: nothing comes before all timers have had their time. */
    private static final long VERY_LONG = 1_000_000;

    private static Duration millis(long count) {
        return Duration.ofMillis(count);
    }

    /** Two keys, odd and even; what happened at 9 happened last before 10. */
    private static DataStream<Long> numbers(OperatorTest.Job job) {
        return job.script(List.of(at(1, 1L), at(4, 2L), at(9, 3L), at(10, 4L), at(17, 5L), at(40, 6L)));
    }

    private static DataStream<String> sums(DataStream<Long> numbers, WindowAssigner windows) {
        return numbers.keyBy(number -> number % 2).window(windows).reduce(Long::sum, labelled());
    }

    /** Such as {@code 0..10 of 1: 4}. */
    private static ProcessWindowFunction<Long, String, Long> labelled() {
        return new ProcessWindowFunction<>() {
            @Override
            public void process(Long key, Context context, Iterable<Long> elements, Collector<String> out) {
                StringBuilder text = new StringBuilder();
                elements.forEach(element -> text.append(' ').append(element));
                out.collect(context.window().start() + ".." + context.window().end() + " of " + key + ":" + text);
            }
        };
    }

    private static final class Sum implements AggregateFunction<Long, Long, Long> {
        private static final long serialVersionUID = 1;

        @Override
        public Long createAccumulator() {
            return 0L;
        }

        @Override
        public Long add(Long value, Long accumulator) {
            return accumulator + value;
        }

        @Override
        public Long getResult(Long accumulator) {
            return accumulator;
        }

        @Override
        public Long merge(Long one, Long other) {
            return one + other;
        }
    }

    /** A sum that is changed where it is, also by merging. */
    private static final class SumInPlace implements AggregateFunction<Long, long[], Long> {
        private static final long serialVersionUID = 1;

        @Override
        public long[] createAccumulator() {
            return new long[1];
        }

        @Override
        public long[] add(Long value, long[] accumulator) {
            accumulator[0] += value;
            return accumulator;
        }

        @Override
        public Long getResult(long[] accumulator) {
            return accumulator[0];
        }

        @Override
        public long[] merge(long[] one, long[] other) {
            one[0] += other[0];
            return one;
        }
    }

    @Test
    void tumblingReduced() {
        OperatorTest.of(job -> sums(numbers(job), TumblingEventTimeWindows.of(millis(10))))
                .expectsInAnyOrder(
                        "0..10 of 1: 4", "0..10 of 0: 2", "10..20 of 0: 4", "10..20 of 1: 5", "40..50 of 0: 6");
    }

    @Test
    void tumblingWithAnOffset() {
        OperatorTest.of(job -> sums(numbers(job), TumblingEventTimeWindows.of(millis(10), millis(5))))
                .expectsInAnyOrder(
                        "-5..5 of 1: 1",
                        "-5..5 of 0: 2",
                        "5..15 of 1: 3",
                        "5..15 of 0: 4",
                        "15..25 of 1: 5",
                        "35..45 of 0: 6");
    }

    @Test
    void slidingAggregated() {
        OperatorTest.of(job -> numbers(job)
                        .keyBy(number -> number % 2)
                        .window(SlidingEventTimeWindows.of(millis(20), millis(10)))
                        .aggregate(new Sum()))
                .expectsInAnyOrder(2L, 4L, 6L, 9L, 4L, 5L, 6L, 6L);
    }

    @Test
    void tumblingWithAllItsRecords() {
        OperatorTest.of(job -> numbers(job)
                        .keyBy(number -> number % 2)
                        .window(TumblingEventTimeWindows.of(millis(10)))
                        .process(labelled()))
                .expectsInAnyOrder(
                        "0..10 of 1: 1 3", "0..10 of 0: 2", "10..20 of 0: 4", "10..20 of 1: 5", "40..50 of 0: 6");
    }

    @Test
    void sessionsThatJoin() {
        // 5 comes after 1 and 9, and brings them together.
        OperatorTest.of(job -> job.<Long>script(
                                List.of(at(1, 1L), at(9, 10L), at(5, 100L), at(14, 1_000L), at(20, 10_000L)),
                                WatermarkStrategy.forBoundedOutOfOrderness(millis(10)))
                        .keyBy(number -> 0L)
                        .window(EventTimeSessionWindows.withGap(millis(5)))
                        .aggregate(new Sum(), labelled()))
                .expects("1..19 of 0: 1111", "20..25 of 0: 10000");
    }

    @Test
    void sessionsWithAllTheirRecords() {
        OperatorTest.of(job -> job.<Long>script(
                                List.of(at(1, 1L), at(9, 3L), at(5, 2L), at(30, 4L)),
                                WatermarkStrategy.forBoundedOutOfOrderness(millis(10)))
                        .keyBy(number -> 0L)
                        .window(EventTimeSessionWindows.withGap(millis(5)))
                        .process(labelled()))
                .expectsInAnyOrder("1..14 of 0: 1 3 2", "30..35 of 0: 4");
    }

    @Test
    void sessionsReduced() {
        OperatorTest.of(job -> sums(numbers(job), EventTimeSessionWindows.withGap(millis(8))))
                .expectsInAnyOrder("1..25 of 1: 9", "4..18 of 0: 6", "40..48 of 0: 6");
    }

    @Test
    void tumblingAggregatedBeforeTheyAreSent() {
        OperatorTest.of(job -> numbers(job)
                        .keyBy(number -> number % 2)
                        .window(TumblingEventTimeWindows.of(millis(10)))
                        .preAggregate()
                        .aggregate(new Sum(), labelled()))
                .expectsInAnyOrder(
                        "0..10 of 1: 4", "0..10 of 0: 2", "10..20 of 0: 4", "10..20 of 1: 5", "40..50 of 0: 6");
    }

    @Test
    void slidingAggregatedBeforeTheyAreSent() {
        OperatorTest.of(job -> numbers(job)
                        .keyBy(number -> "key " + number % 2)
                        .window(SlidingEventTimeWindows.of(millis(20), millis(10), millis(3)))
                        .preAggregate()
                        .aggregate(new Sum()))
                .expectsInAnyOrder(1L, 4L, 6L, 8L, 6L, 5L, 6L, 6L);
    }

    /** What one sender tells belongs to two windows, and each changes what it has. */
    @Test
    void slidingAggregatedBeforeTheyAreSentInPlace() {
        OperatorTest.of(job -> numbers(job)
                        .union(job.script(List.of(at(2, 10L), at(12, 20L))))
                        .keyBy(number -> 0L)
                        .window(SlidingEventTimeWindows.of(millis(20), millis(10)))
                        .preAggregate()
                        .aggregate(new SumInPlace()))
                .expectsInAnyOrder(16L, 45L, 29L, 6L, 6L);
    }

    @Test
    void reducedBeforeTheyAreSent() {
        // 1 and 3 come to 4, which would be another key's record.
        OperatorTest.of(job -> numbers(job)
                        .union(job.script(List.of(at(2, 10L), at(11, 20L))))
                        .keyBy(number -> number % 2)
                        .window(TumblingEventTimeWindows.of(millis(10)))
                        .preAggregate()
                        .reduce(Long::sum))
                .expectsInAnyOrder(4L, 12L, 24L, 5L, 6L);
    }

    /** Two records in a batch that are both late leave together, and at once. */
    @Test
    void lateRecordsThatWereAggregatedBefore() {
        OperatorTest.of(job -> job.script(late())
                        .keyBy(number -> 0L)
                        .window(TumblingEventTimeWindows.of(millis(10)))
                        .preAggregate()
                        .allowedLateness(millis(30))
                        .reduce(Long::sum, labelled()))
                .holdsUnlessRestored(seen -> assertThat(List.<String>copyOf(seen))
                        .startsWith("0..10 of 0: 1")
                        .contains("0..10 of 0: 6")
                        .endsWith("20..30 of 0: 10", "60..70 of 0: 20"));
    }

    /** Event time passes without a task that is silent, so that it must have sent all it had. */
    @Test
    void whoFallsSilentSendsWhatWasAggregated() {
        OperatorTest.of(job -> {
                    DataStream<Long> silent = job.script(
                            List.of(at(1, 1L), at(2, 2L), silence(VERY_LONG), at(50, 4L)),
                            WatermarkStrategy.<Long>forMonotonousTimestamps().withIdleness(millis(500)));
                    DataStream<Long> talks =
                            job.script(List.of(silence(5_000), at(30, 8L), silence(VERY_LONG), at(60, 16L)));
                    return silent.union(talks)
                            .keyBy(number -> 0L)
                            .window(TumblingEventTimeWindows.of(millis(10)))
                            .preAggregate()
                            .reduce(Long::sum);
                })
                .expectsUnlessRestored(3L, 8L, 4L, 16L);
    }

    /** 1 makes a window, 20 fires it, and 2 and 3 come too late for that; 60 ends its grace, if there is any. */
    private static List<Line<Long>> late() {
        return List.of(
                at(1, 1L),
                at(20, 10L),
                silence(100),
                at(2, 2L),
                at(3, 3L),
                silence(200),
                at(60, 20L),
                silence(300),
                at(4, 4L),
                silence(400));
    }

    private static DataStream<String> late(OperatorTest.Job job, WindowAssigner windows, long lateness) {
        DataStream<String> sums = job.script(late())
                .keyBy(number -> 0L)
                .window(windows)
                .allowedLateness(millis(lateness))
                .sideOutputLateData(LATE)
                .reduce(Long::sum, labelled());
        return sums.union(
                sums.getSideOutput(LATE).map(number -> "late " + number).returns(Types.STRING));
    }

    @Test
    void lateRecordsGoAside() {
        OperatorTest.of(job -> late(job, TumblingEventTimeWindows.of(millis(10)), 0))
                .expectsUnlessRestored(
                        "0..10 of 0: 1", "late 2", "late 3", "20..30 of 0: 10", "late 4", "60..70 of 0: 20")
                .expectsIfRestored(WindowsTest::everyRecordOnce);
    }

    @Test
    void lateRecordsFireTheirWindowAgainWhileTheyAreAllowedTo() {
        OperatorTest.of(job -> late(job, TumblingEventTimeWindows.of(millis(10)), 30))
                .expectsUnlessRestored(
                        "0..10 of 0: 1",
                        "0..10 of 0: 3",
                        "0..10 of 0: 6",
                        "20..30 of 0: 10",
                        "late 4",
                        "60..70 of 0: 20")
                // What is late there depends on when event time is known again; what is on time does not.
                .expectsIfRestored(
                        seen -> assertThat(List.<String>copyOf(seen)).contains("20..30 of 0: 10", "60..70 of 0: 20"));
    }

    @Test
    void lateRecordsOfSessions() {
        OperatorTest.of(job -> late(job, EventTimeSessionWindows.withGap(millis(10)), 0))
                .expectsUnlessRestored(
                        "1..11 of 0: 1", "late 2", "late 3", "20..30 of 0: 10", "late 4", "60..70 of 0: 20")
                .expectsIfRestored(WindowsTest::everyRecordOnce);
    }

    @Test
    void lateRecordsFireTheirSessionAgainWhileTheyAreAllowedTo() {
        OperatorTest.of(job -> late(job, EventTimeSessionWindows.withGap(millis(10)), 30))
                .expectsUnlessRestored(
                        "1..11 of 0: 1",
                        "1..12 of 0: 3",
                        "1..13 of 0: 6",
                        "20..30 of 0: 10",
                        "late 4",
                        "60..70 of 0: 20")
                .expectsIfRestored(
                        seen -> assertThat(List.<String>copyOf(seen)).contains("20..30 of 0: 10", "60..70 of 0: 20"));
    }

    /** In windows or aside; only windows without grace fire once. */
    private static void everyRecordOnce(List<? extends String> seen) {
        assertThat(seen.stream()
                        .mapToLong(text -> Long.parseLong(text.substring(text.lastIndexOf(' ') + 1)))
                        .sum())
                .as(seen.toString())
                .isEqualTo(1 + 10 + 2 + 3 + 20 + 4);
    }

    /** Somebody who says nothing holds windows back until he counts as idle, and from then on no more. */
    @Test
    void anIdleInputHoldsNoWindowBack() {
        OperatorTest.of(job -> {
                    DataStream<Long> talks = job.script(List.of(at(1, 1L), at(30, 2L), silence(VERY_LONG), at(40, 3L)));
                    DataStream<Long> silent = job.script(
                            List.of(at(0, 0L), silence(VERY_LONG), at(50, 4L)),
                            WatermarkStrategy.<Long>forMonotonousTimestamps().withIdleness(millis(500)));
                    return talks.union(silent)
                            .keyBy(number -> 0L)
                            .window(TumblingEventTimeWindows.of(millis(10)))
                            .reduce(Long::sum, firstWindowsClock());
                })
                .expectsUnlessRestored("0..10: 1 at 29", "30..40: 2", "40..50: 3", "50..60: 4")
                .expectsIfRestored(seen -> assertThat(List.<String>copyOf(seen))
                        .hasSize(4)
                        .first()
                        .asString()
                        .startsWith("0..10: 1 at "));
    }

    private static ProcessWindowFunction<Long, String, Long> firstWindowsClock() {
        return new ProcessWindowFunction<>() {
            @Override
            public void process(Long key, Context context, Iterable<Long> elements, Collector<String> out) {
                String clock = context.window().start() == 0 ? " at " + context.currentWatermark() : "";
                out.collect(context.window().start() + ".." + context.window().end() + ": "
                        + elements.iterator().next() + clock);
            }
        };
    }

    /** By the clock: 1 and 2 come at once, 3 a little later, and 4 long after. */
    private static DataStream<Long> byTheClock(OperatorTest.Job job) {
        return job.script(
                List.of(at(0, 1L), at(0, 3L), silence(70), at(0, 5L), silence(500), at(0, 7L), silence(VERY_LONG)));
    }

    private static DataStream<Long> sumsByTheClock(OperatorTest.Job job, WindowAssigner windows) {
        return byTheClock(job).keyBy(number -> number % 2).window(windows).reduce(Long::sum);
    }

    @Test
    void tumblingByTheClock() {
        OperatorTest.of(job -> sumsByTheClock(job, TumblingProcessingTimeWindows.of(millis(50))))
                .expects(4L, 5L, 7L);
    }

    @Test
    void slidingByTheClock() {
        OperatorTest.of(job -> sumsByTheClock(job, SlidingProcessingTimeWindows.of(millis(100), millis(50))))
                .expects(4L, 9L, 5L, 7L, 7L);
    }

    @Test
    void sessionsByTheClock() {
        OperatorTest.of(job -> sumsByTheClock(job, ProcessingTimeSessionWindows.withGap(millis(100))))
                .expects(9L, 7L);
    }
}
