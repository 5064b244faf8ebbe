package dev.selvage.container.task;

import dev.selvage.api.DataStream;
import dev.selvage.api.OutputTag;
import dev.selvage.api.function.AggregateFunction;
import dev.selvage.api.function.CoProcessFunction;
import dev.selvage.api.function.Collector;
import dev.selvage.api.function.KeyedCoProcessFunction;
import dev.selvage.api.function.KeyedProcessFunction;
import dev.selvage.api.function.ProcessFunction;
import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.source.DataGeneratorSource;
import dev.selvage.api.state.ListState;
import dev.selvage.api.state.ListStateDescriptor;
import dev.selvage.api.state.ValueState;
import dev.selvage.api.state.ValueStateDescriptor;
import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.api.type.Types;
import dev.selvage.api.window.TumblingEventTimeWindows;
import dev.selvage.container.operator.ScriptSource.Line;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Each built-in operator does the same in every {@link Driving}. */
class BuiltInOperatorsTest {
    private static final OutputTag<Long> ODD = new OutputTag<>("odd", Long.class);

    static <T> Line<T> at(long timestamp, T value) {
        return new Line.Value<>(value, timestamp);
    }

    /** Nothing comes before so much time has passed since the job began. */
    static <T> Line<T> silence(long millis) {
        return new Line.Silence<>(TurnedJob.BEGIN + millis);
    }

    @Test
    void map() {
        OperatorTest.of(job -> job.input(1L, 2L, 3L).map(number -> number * 2)).expects(2L, 4L, 6L);
    }

    @Test
    void filter() {
        OperatorTest.of(job -> job.input(1L, 2L, 3L, 4L).filter(number -> number % 2 == 0))
                .expects(2L, 4L);
    }

    @Test
    void flatMapThatEmitsMoreThanThereIsRoomFor() {
        OperatorTest.of(job -> job.input(3L, 0L, 2L)
                        .flatMap((Long number, Collector<Long> out) ->
                                LongStream.range(0, number).forEach(out::collect))
                        .returns(Types.LONG))
                .expects(0L, 1L, 2L, 0L, 1L);
    }

    @Test
    void processWithTimestamps() {
        OperatorTest.of(job -> job.script(List.of(at(10, 1L), at(20, 2L)))
                        .process((Long number, ProcessFunction.Context context, Collector<Long> out) ->
                                out.collect(number + context.timestamp()))
                        .returns(Types.LONG))
                .expects(11L, 22L);
    }

    @Test
    void processWithASideOutput() {
        OperatorTest.of(job -> {
                    DataStream<Long> even = job.input(1L, 2L, 3L, 4L)
                            .process((Long number, ProcessFunction.Context context, Collector<Long> out) -> {
                                if (number % 2 == 0) {
                                    out.collect(number);
                                } else {
                                    context.output(ODD, number);
                                }
                            })
                            .returns(Types.LONG);
                    return even.union(even.getSideOutput(ODD).map(number -> -number));
                })
                .expectsInAnyOrder(-1L, 2L, -3L, 4L);
    }

    private static final class Described implements CoProcessFunction<Long, String, String> {
        private static final long serialVersionUID = 1;

        @Override
        public void processElement1(Long value, ProcessFunction.Context context, Collector<String> out) {
            out.collect("number " + value);
        }

        @Override
        public void processElement2(String value, ProcessFunction.Context context, Collector<String> out) {
            out.collect("word " + value);
        }
    }

    @Test
    void coProcess() {
        OperatorTest.of(job -> job.input(1L, 2L).connect(job.input("a", "b")).process(new Described()))
                .expectsInAnyOrder("number 1", "number 2", "word a", "word b");
    }

    /** Adds up, and tells the sum of a key at a time after its first record, by one clock or the other. */
    private static final class SumLater implements KeyedProcessFunction<Long, Long, Long> {
        private static final long serialVersionUID = 1;
        private static final long LATER = 100;

        private final boolean eventTime;

        @SuppressWarnings("NullAway.Init") // Set by open.
        private transient ValueState<Long> sum;

        private SumLater(boolean eventTime) {
            this.eventTime = eventTime;
        }

        @Override
        public void open(RuntimeContext context) {
            sum = context.getState(new ValueStateDescriptor<>("sum", Long.class));
        }

        @Override
        public void processElement(Long value, Context<Long> context, Collector<Long> out) {
            Long before = sum.value();
            if (before == null && eventTime) {
                context.timerService().registerEventTimeTimer(context.timestamp() + LATER);
            } else if (before == null) {
                context.timerService()
                        .registerProcessingTimeTimer(context.timerService().currentProcessingTime() + LATER);
            }
            sum.update((before == null ? 0 : before) + value);
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext<Long> context, Collector<Long> out) {
            out.collect(sum.value());
            sum.clear();
        }
    }

    @Test
    void keyedProcessWithTimersOfProcessingTime() {
        // Those of 1 are told first; the clock goes on while nothing comes.
        OperatorTest.of(job -> job.<Long>script(
                                List.of(at(10, 1L), at(20, 2L), at(30, 3L), silence(1_000), at(40, 5L), silence(2_000)))
                        .keyBy(number -> number % 2)
                        .process(new SumLater(false)))
                .expectsInAnyOrder(4L, 2L, 5L);
    }

    @Test
    void keyedProcessWithTimersOfEventTime() {
        OperatorTest.of(job -> job.script(List.of(at(10, 1L), at(20, 2L), at(30, 3L), at(40, 4L), at(50, 5L)))
                        .keyBy(number -> number % 2)
                        .process(new SumLater(true)))
                .expects(9L, 6L);
    }

    /** Brings numbers and words of a key together, whichever comes first. */
    private static final class Joined implements KeyedCoProcessFunction<Long, Long, String, String> {
        private static final long serialVersionUID = 1;

        @SuppressWarnings("NullAway.Init") // Set by open.
        private transient ListState<Long> numbers;

        @SuppressWarnings("NullAway.Init") // Set by open.
        private transient ListState<String> words;

        @Override
        public void open(RuntimeContext context) {
            numbers = context.getListState(new ListStateDescriptor<>("numbers", Types.LONG));
            words = context.getListState(new ListStateDescriptor<>("words", Types.STRING));
        }

        @Override
        public void processElement1(Long value, KeyedProcessFunction.Context<Long> context, Collector<String> out) {
            words.get().forEach(word -> out.collect(value + word));
            numbers.add(value);
        }

        @Override
        public void processElement2(String value, KeyedProcessFunction.Context<Long> context, Collector<String> out) {
            numbers.get().forEach(number -> out.collect(number + value));
            words.add(value);
        }
    }

    @Test
    void keyedCoProcess() {
        OperatorTest.of(job -> job.input(1L, 2L, 11L)
                        .connect(job.input("a", "bb", "c"))
                        .keyBy(number -> number % 10, word -> (long) word.length())
                        .process(new Joined()))
                .expectsInAnyOrder("1a", "1c", "11a", "11c", "2bb");
    }

    @Test
    void reduce() {
        OperatorTest.of(job -> job.input(1L, 2L, 3L, 4L, 5L)
                        .keyBy(number -> number % 2)
                        .reduce(Long::sum))
                .expects(1L, 2L, 4L, 6L, 9L);
    }

    private static final class Mean implements AggregateFunction<Long, Mean.Total, Double> {
        private static final long serialVersionUID = 1;

        record Total(long sum, long count) {}

        @Override
        public Total createAccumulator() {
            return new Total(0, 0);
        }

        @Override
        public Total add(Long value, Total total) {
            return new Total(total.sum() + value, total.count() + 1);
        }

        @Override
        public Double getResult(Total total) {
            return (double) total.sum() / total.count();
        }

        @Override
        public Total merge(Total one, Total other) {
            return new Total(one.sum() + other.sum(), one.count() + other.count());
        }
    }

    @Test
    void aggregate() {
        OperatorTest.of(job ->
                        job.input(1L, 2L, 4L, 6L).keyBy(number -> number % 2).aggregate(new Mean()))
                .expects(1.0, 2.0, 3.0, 4.0);
    }

    /** Its results are its accumulators, which change in place. */
    private static final class SumInPlace implements AggregateFunction<Long, long[], long[]> {
        private static final long serialVersionUID = 1;

        @Override
        public long[] createAccumulator() {
            return new long[1];
        }

        @Override
        public long[] add(Long value, long[] sum) {
            sum[0] += value;
            return sum;
        }

        @Override
        public long[] getResult(long[] sum) {
            return sum;
        }

        @Override
        public long[] merge(long[] one, long[] other) {
            one[0] += other[0];
            return one;
        }
    }

    private static long[] sum(long number) {
        return new long[] {number};
    }

    @Test
    void aggregateWhoseResultIsTheAccumulatorTellsWhatItWas() {
        OperatorTest.of(job ->
                        job.input(1L, 2L, 4L, 6L).keyBy(number -> number % 2).aggregate(new SumInPlace()))
                .expects(sum(1), sum(2), sum(6), sum(12));
    }

    @Test
    void windowWhoseResultIsTheAccumulatorTellsWhatItWasBeforeALateRecord() {
        List<Line<Long>> late = List.of(at(1, 1L), at(20, 10L), silence(100), at(2, 2L), silence(200), at(60, 20L));
        OperatorTest.of(job -> job.script(late)
                        .keyBy(number -> 0L)
                        .window(TumblingEventTimeWindows.of(Duration.ofMillis(10)))
                        .allowedLateness(Duration.ofMillis(30))
                        .aggregate(new SumInPlace()))
                .expectsUnlessRestored(sum(1), sum(3), sum(10), sum(20));
    }

    @Test
    void timestamps() {
        OperatorTest.of(job -> job.input(10L, 20L, 200L, 30L)
                        .assignTimestampsAndWatermarks(WatermarkStrategy.<Long>forMonotonousTimestamps()
                                .withTimestampAssigner((number, timestamp) -> number))
                        .process((Long number, ProcessFunction.Context context, Collector<Long> out) ->
                                out.collect(context.timestamp()))
                        .returns(Types.LONG))
                .expects(10L, 20L, 200L, 30L);
    }

    @Test
    void sourceWithSplits() {
        OperatorTest.of(job -> job.environment()
                        .fromSource(
                                DataGeneratorSource.of(index -> index, 20, Types.LONG),
                                WatermarkStrategy.noWatermarks(),
                                "numbers")
                        .setParallelism(3)
                        .rebalance()
                        .map(number -> number))
                .expectsInAnyOrder(LongStream.range(0, 20).boxed().toArray(Long[]::new));
    }
}
