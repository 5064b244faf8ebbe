package dev.selvage.container.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.api.DataStream;
import dev.selvage.api.StreamExecutionEnvironment;
import dev.selvage.api.function.Collector;
import dev.selvage.api.function.KeySelector;
import dev.selvage.api.function.KeyedProcessFunction;
import dev.selvage.api.function.MapFunction;
import dev.selvage.api.function.ProcessWindowFunction;
import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.api.type.Types;
import dev.selvage.api.window.TumblingEventTimeWindows;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.JobId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Whoever reads why a job failed learns which operator it was, which subtask, and which record or timer. */
class BadInputTest {
    private static final List<Long> HANDLED = new CopyOnWriteArrayList<>();

    /** How a job fails that does this to the numbers 1 to 5. */
    private static Failure failureOf(Function<DataStream<Long>, DataStream<?>> program) throws Exception {
        return failureOf(5, program);
    }

    private static Failure failureOf(int last, Function<DataStream<Long>, DataStream<?>> program) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(1);
        DataStream<Long> numbers = environment
                .fromData(LongStream.rangeClosed(1, last).boxed().toArray(Long[]::new))
                .assignTimestampsAndWatermarks(WatermarkStrategy.<Long>forMonotonousTimestamps()
                        .withTimestampAssigner((number, timestamp) -> number))
                .name("stamps");
        program.apply(numbers).print();
        try (OneProcess process = new OneProcess()) {
            return process.failure(process.start(new JobId(0, 1), 1, environment.streamGraph("bad input")));
        }
    }

    private static MapFunction<Long, Long> failsAt(long bad, Throwable failure) {
        return number -> {
            if (number == bad && failure instanceof Error error) {
                throw error;
            } else if (number == bad) {
                throw (Exception) failure;
            }
            return number;
        };
    }

    @Test
    void anExceptionOfAFunctionNamesOperatorSubtaskAndRecord() throws Exception {
        Failure failure = failureOf(numbers -> numbers.rebalance()
                .map(failsAt(3, new IllegalStateException("three")))
                .name("picky"));

        assertThat(failure.sentence())
                .startsWith("Operator 'picky' failed in subtask 1 of 1 of '")
                .endsWith(" at its record 3: java.lang.IllegalStateException: three");
        assertThat(failure.detail()).get().asString().contains("BadInputTest");
    }

    @Test
    void anErrorOfAFunctionNamesThemToo() throws Exception {
        assertThat(failureOf(numbers -> numbers.map(failsAt(2, new StackOverflowError("deep")))
                                .name("deep"))
                        .sentence())
                .startsWith("Operator 'deep' failed in subtask 1 of 1 of '")
                .endsWith(" at its record 2: java.lang.StackOverflowError: deep");
        assertThat(failureOf(numbers -> numbers.filter(number -> {
                                    throw new NoClassDefFoundError("com/acme/Gone");
                                })
                                .name("old"))
                        .sentence())
                .startsWith("Operator 'old' failed in subtask 1 of 1 of '")
                .endsWith(" at its record 1: java.lang.NoClassDefFoundError: com/acme/Gone");
    }

    @Test
    void theOperatorIsTheOneWhoseFunctionFailedWhereverItStandsInItsChain() throws Exception {
        Failure failure = failureOf(numbers -> numbers.map(number -> number)
                .name("first")
                .flatMap((Long number, Collector<Long> out) -> out.collect(number))
                .returns(Types.LONG)
                .name("second")
                .map(failsAt(4, new IllegalArgumentException("four")))
                .name("third"));

        assertThat(failure.sentence()).startsWith("Operator 'third' failed in").contains(" at its record 4: ");
    }

    /** A key that is told as often as it is asked for, but for one number: where its record is sent, or else where it comes. */
    private static final class Moody implements KeySelector<Long, String> {
        private static final long serialVersionUID = 1;
        private static final AtomicInteger ASKED = new AtomicInteger();

        private final long bad;
        private final int times;

        Moody(long bad, int times) {
            this.bad = bad;
            this.times = times;
            ASKED.set(0);
        }

        @Override
        public String getKey(Long number) {
            if (number == bad && ASKED.incrementAndGet() > times) {
                throw new IllegalStateException("no key of " + number);
            }
            return "any";
        }
    }

    @Test
    void aKeyThatCannotBeToldNamesTheTaskThatSendsTheRecord() throws Exception {
        assertThat(failureOf(100, numbers -> numbers.keyBy(new Moody(50, 0)).reduce((one, other) -> other))
                        .sentence())
                .startsWith("Operator 'key selector' failed in subtask 1 of 1 of '")
                .contains("stamps")
                .endsWith(" at its record 50: java.lang.IllegalStateException: no key of 50");
    }

    /** Where they come, the keys of many records are told before the first of these is handled. */
    @Test
    void aKeyThatCannotBeToldAgainNamesTheTaskThatTakesTheRecordIn() throws Exception {
        HANDLED.clear();
        Failure failure = failureOf(
                100,
                numbers -> numbers.keyBy(new Moody(50, 1))
                        .reduce((one, other) -> other)
                        .name("newest")
                        .map(number -> {
                            HANDLED.add(number);
                            return number;
                        })
                        .returns(Types.LONG));

        assertThat(failure.sentence())
                .startsWith("Operator 'key selector' failed in subtask 1 of 1 of 'newest")
                .endsWith(" at its record 50: java.lang.IllegalStateException: no key of 50");
        assertThat(HANDLED).isEqualTo(LongStream.range(1, 50).boxed().toList());
    }

    /** They wait for each other, so that it is not known which of them it was. */
    @Test
    void aRecordThatIsGatheredBeforeItIsSentIsOneOfTheLast() throws Exception {
        assertThat(failureOf(numbers -> numbers.keyBy(number -> 0L)
                                .window(TumblingEventTimeWindows.of(Duration.ofSeconds(1)))
                                .preAggregate()
                                .reduce((one, other) -> {
                                    throw new IllegalStateException("no sum");
                                }))
                        .sentence())
                .startsWith("Operator 'pre-aggregate at BadInputTest.java:")
                .contains("failed in subtask 1 of 1 of '", " on one of its last 5 records, behind 5 records: ")
                .endsWith("java.lang.IllegalStateException: no sum");
    }

    /** Sets a timer for each key; which fails, or emits what fails further down. */
    private record Timed(boolean fails) implements KeyedProcessFunction<Long, Long, Long> {
        @Override
        public void processElement(Long value, Context<Long> context, Collector<Long> out) {
            context.timerService().registerEventTimeTimer(100);
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext<Long> context, Collector<Long> out) {
            if (fails) {
                throw new IllegalStateException("late");
            }
            out.collect(timestamp);
        }
    }

    @Test
    void aTimerIsNoRecord() throws Exception {
        assertThat(failureOf(numbers -> numbers.keyBy(number -> 0L)
                                .process(new Timed(true))
                                .name("timed"))
                        .sentence())
                .startsWith("Operator 'timed' failed in subtask 1 of 1 of '")
                .endsWith(" in a timer for 100, behind 5 records: java.lang.IllegalStateException: late");
    }

    @Test
    void whatATimerSendsIsNoRecordOfTheInputEither() throws Exception {
        assertThat(failureOf(numbers -> numbers.keyBy(number -> 0L)
                                .process(new Timed(false))
                                .name("timed")
                                .map(failsAt(100, new IllegalStateException("hundred")))
                                .name("behind"))
                        .sentence())
                .startsWith("Operator 'behind' failed in subtask 1 of 1 of '")
                .endsWith(" on a record from a timer of 'timed' for 100, behind 5 records:"
                        + " java.lang.IllegalStateException: hundred");
    }

    @Test
    void aWindowThatFiresIsATimer() throws Exception {
        assertThat(failureOf(numbers -> numbers.keyBy(number -> 0L)
                                .window(TumblingEventTimeWindows.of(Duration.ofMillis(100)))
                                .process(
                                        (Long key,
                                                ProcessWindowFunction.Context context,
                                                Iterable<Long> all,
                                                Collector<Long> out) -> {
                                            throw new IllegalStateException("window");
                                        })
                                .returns(Types.LONG)
                                .name("windowed"))
                        .sentence())
                .startsWith("Operator 'windowed' failed in")
                .endsWith(" in a timer for 99, behind 5 records: java.lang.IllegalStateException: window");
    }

    /** Fails before any record. */
    private static final class Unopened implements MapFunction<Long, Long> {
        private static final long serialVersionUID = 1;

        @Override
        public void open(RuntimeContext context) {
            throw new IllegalStateException("no key");
        }

        @Override
        public Long map(Long value) {
            return value;
        }
    }

    @Test
    void aFunctionThatCannotBeOpenedFailsAtNoRecord() throws Exception {
        assertThat(failureOf(numbers -> numbers.map(new Unopened()).name("closed"))
                        .sentence())
                .startsWith("Operator 'closed' failed in")
                .endsWith(" while it opened, behind 0 records: java.lang.IllegalStateException: no key");
    }
}
