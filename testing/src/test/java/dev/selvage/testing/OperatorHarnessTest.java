package dev.selvage.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.api.OutputTag;
import dev.selvage.api.function.Collector;
import dev.selvage.api.function.KeyedCoProcessFunction;
import dev.selvage.api.function.KeyedProcessFunction;
import dev.selvage.api.function.MapFunction;
import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.metric.Counter;
import dev.selvage.api.state.StateTtlConfig;
import dev.selvage.api.state.ValueState;
import dev.selvage.api.state.ValueStateDescriptor;
import dev.selvage.api.type.Types;
import dev.selvage.api.window.TumblingEventTimeWindows;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init") // Functions are ready after open.
class OperatorHarnessTest {

    private static final OutputTag<String> ODD = new OutputTag<>("odd", String.class);

    /** Counts words; says so when it has heard nothing of a word for ten milliseconds of event time. */
    private static final class Counting implements KeyedProcessFunction<String, String, String> {
        private static final long serialVersionUID = 1;

        private transient ValueState<Long> count;
        private transient Counter words;

        @Override
        public void open(RuntimeContext context) {
            count = context.getState(new ValueStateDescriptor<>("count", Types.LONG));
            words = context.getMetricGroup().counter("words");
        }

        @Override
        public void processElement(String word, Context<String> context, Collector<String> out) throws Exception {
            Long before = count.value();
            count.update(before == null ? 1 : before + 1);
            words.inc();
            context.timerService().registerEventTimeTimer(context.timestamp() + 10);
            if (word.length() % 2 == 1) {
                context.output(ODD, word);
            }
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext<String> context, Collector<String> out) throws Exception {
            out.collect(context.getCurrentKey() + " " + count.value());
        }
    }

    private static OperatorHarness<String, String> counting() {
        return OperatorHarness.of(
                String.class, words -> words.keyBy(word -> word).process(new Counting()));
    }

    @Test
    void recordsGoInAndResultsTimersAndSideOutputsComeOut() {
        try (OperatorHarness<String, String> harness = counting().withSideOutput(ODD)) {
            harness.push("hem", 1).push("seam", 2).push("hem", 3);
            assertThat(harness.output()).isEmpty();

            harness.watermark(12);
            assertThat(harness.records())
                    .containsExactlyInAnyOrder(
                            new TimestampedRecord<>("hem 2", 11), new TimestampedRecord<>("seam 1", 12));
            harness.watermark(13);
            assertThat(harness.output()).containsExactly("hem 2");
            assertThat(harness.output(ODD)).containsExactly("hem", "hem");
            assertThat(harness.output(ODD)).isEmpty();
            assertThat(harness.counters()).isEqualTo(Map.of("words", 3L));
        }
    }

    @Test
    void stateAndTimersComeBackFromASnapshotAlsoAtAnotherParallelism() {
        for (int subtasks : new int[] {1, 2, 5}) {
            try (OperatorHarness<String, String> harness = counting().withParallelism(2)) {
                harness.push("hem", 1).push("seam", 2).push("edge", 3);
                HarnessSnapshot snapshot = harness.snapshot();
                harness.push("hem", 4);

                harness.restore(snapshot, subtasks).push("edge", 4).watermark(100);

                assertThat(harness.output()).containsExactlyInAnyOrder("hem 1", "seam 1", "edge 2", "edge 2");
            }
        }
    }

    private record Last(String word) {}

    @Test
    void theClockMovesWhenItIsTold() {
        try (OperatorHarness<String, Boolean> harness = OperatorHarness.of(
                String.class, words -> words.keyBy(word -> word).process(new IsNew()))) {
            harness.push("hem").push("hem").advanceTime(Duration.ofSeconds(2)).push("hem");

            assertThat(harness.output()).containsExactly(true, false, true);
        }
    }

    /** Remembers a word for a second. */
    private static final class IsNew implements KeyedProcessFunction<String, String, Boolean> {
        private static final long serialVersionUID = 1;

        private transient ValueState<Last> last;

        @Override
        public void open(RuntimeContext context) {
            ValueStateDescriptor<Last> descriptor = new ValueStateDescriptor<>("last", Types.of(Last.class));
            descriptor.enableTimeToLive(StateTtlConfig.of(Duration.ofSeconds(1)));
            last = context.getState(descriptor);
        }

        @Override
        public void processElement(String word, Context<String> context, Collector<Boolean> out) throws Exception {
            out.collect(last.value() == null);
            last.update(new Last(word));
        }
    }

    /** Joins a word with what was said about it last. */
    private static final class Joining implements KeyedCoProcessFunction<String, String, String, String> {
        private static final long serialVersionUID = 1;

        private transient ValueState<String> said;

        @Override
        public void open(RuntimeContext context) {
            said = context.getState(new ValueStateDescriptor<>("said", Types.STRING));
        }

        @Override
        public void processElement1(String word, KeyedProcessFunction.Context<String> context, Collector<String> out)
                throws Exception {
            out.collect(word + ": " + said.value());
        }

        @Override
        public void processElement2(String saying, KeyedProcessFunction.Context<String> context, Collector<String> out)
                throws Exception {
            said.update(saying);
        }
    }

    @Test
    void operatorsWithTwoInputsAreFedFromBoth() {
        try (TwoInputHarness<String, String, String> harness = TwoInputHarness.of(
                String.class,
                String.class,
                (words, sayings) -> words.connect(sayings)
                        .keyBy(word -> word.substring(0, 1), saying -> saying.substring(0, 1))
                        .process(new Joining()))) {
            harness.pushFirst("hem")
                    .pushSecond("hems are sewn")
                    .pushFirst("hem")
                    .pushFirst("seam");

            assertThat(harness.output()).containsExactly("hem: null", "hem: hems are sewn", "seam: null");
        }
    }

    /** Numbers the occurrences of each word. */
    private static final class Numbering implements MapFunction<String, String> {
        private static final long serialVersionUID = 1;

        private transient ValueState<Long> count;

        @Override
        public void open(RuntimeContext context) {
            count = context.getState(new ValueStateDescriptor<>("count", Types.LONG));
        }

        @Override
        public String map(String word) {
            Long before = count.value();
            count.update(before == null ? 1 : before + 1);
            return word + " " + count.value();
        }
    }

    @Test
    void aMapBehindKeyByHasTheStateOfItsKey() {
        try (OperatorHarness<String, String> harness = OperatorHarness.of(
                String.class, words -> words.keyBy(word -> word).map(new Numbering()))) {
            harness.push("hem").push("seam").push("hem");
            HarnessSnapshot snapshot = harness.snapshot();
            harness.restore(snapshot, 3).push("hem");

            assertThat(harness.output()).containsExactly("hem 1", "seam 1", "hem 2", "hem 3");
        }
    }

    @Test
    void aMapWithoutKeysIsToldToCallKeyBy() {
        try (OperatorHarness<String, String> harness =
                OperatorHarness.of(String.class, words -> words.map(new Numbering()))) {
            assertThatThrownBy(() -> harness.push("hem"))
                    .hasMessageContaining("asks for the state 'count', which is kept per key")
                    .hasMessageContaining("call keyBy before it");
        }
    }

    @Test
    void windowsAreOperatorsToo() {
        try (OperatorHarness<Long, Long> harness = OperatorHarness.of(
                Long.class,
                numbers -> numbers.keyBy(number -> number % 2)
                        .window(TumblingEventTimeWindows.of(Duration.ofMillis(10)))
                        .reduce(Long::sum))) {
            harness.push(1L, 1).push(2L, 2).push(3L, 3).push(5L, 15).watermark(9);
            assertThat(harness.output()).containsExactlyInAnyOrder(4L, 2L);

            harness.endOfInput();
            assertThat(harness.output()).containsExactly(5L);
        }
    }

    private static String refuse(String word) {
        throw new IllegalArgumentException("no " + word);
    }

    @Test
    void whatUserCodeThrowsReachesTheTest() {
        try (OperatorHarness<String, String> harness =
                OperatorHarness.of(String.class, words -> words.map(OperatorHarnessTest::refuse))) {
            assertThatThrownBy(() -> harness.push("bread"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("no bread");
        }
    }

    @Test
    void aMistakeInTheOrderOfCallsIsTold() {
        try (OperatorHarness<String, String> harness = counting()) {
            harness.push("hem", 1);

            assertThatThrownBy(() -> harness.withSideOutput(ODD)).hasMessageContaining("found one that has records");
            assertThatThrownBy(() -> harness.output(ODD)).hasMessageContaining("call withSideOutput");
        }
    }

    @Test
    void recordsWithoutKeysGoToEachSubtaskInTurn() {
        try (OperatorHarness<Long, Long> harness = OperatorHarness.of(
                        Long.class, numbers -> numbers.map(number -> number + 1))
                .withParallelism(3)) {
            List.of(1L, 2L, 3L, 4L).forEach(harness::push);

            assertThat(harness.output()).containsExactly(2L, 3L, 4L, 5L);
        }
    }
}
