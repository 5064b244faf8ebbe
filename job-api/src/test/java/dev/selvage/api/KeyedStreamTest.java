package dev.selvage.api;

import static dev.selvage.api.Graphs.endingWith;
import static dev.selvage.api.Graphs.inputs;
import static dev.selvage.api.Graphs.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.api.function.AggregateFunction;
import dev.selvage.api.function.CoProcessFunction;
import dev.selvage.api.function.Collector;
import dev.selvage.api.function.FilterFunction;
import dev.selvage.api.function.FlatMapFunction;
import dev.selvage.api.function.KeySelector;
import dev.selvage.api.function.KeyedCoProcessFunction;
import dev.selvage.api.function.KeyedProcessFunction;
import dev.selvage.api.function.MapFunction;
import dev.selvage.api.function.ProcessFunction;
import dev.selvage.api.function.ProcessWindowFunction;
import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.graph.Operation;
import dev.selvage.api.graph.Operation.Firing;
import dev.selvage.api.graph.Operation.Gathering;
import dev.selvage.api.graph.Partitioning;
import dev.selvage.api.graph.StreamEdge;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.api.graph.StreamNode;
import dev.selvage.api.type.TypeHint;
import dev.selvage.api.type.Types;
import dev.selvage.api.type.UnknownTypeException;
import dev.selvage.api.window.EventTimeSessionWindows;
import dev.selvage.api.window.SlidingEventTimeWindows;
import dev.selvage.api.window.TumblingEventTimeWindows;
import dev.selvage.api.window.WindowAssigner;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@SuppressWarnings("serial") // functions that never travel
class KeyedStreamTest {
    private static final WindowAssigner MINUTES = TumblingEventTimeWindows.of(Duration.ofMinutes(1));

    private final StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    private final DataStream<Long> numbers = env.fromSequence(1, 10);
    private final KeyedStream<Long, String> keyed = numbers.keyBy(n -> n.toString());

    @Test
    void recordsOfAKeyGoToItsSubtask() {
        StreamGraph graph = endingWith(keyed.process(new Counting()));

        assertThat(inputs(graph, "process")).containsExactly("fromSequence -Hash-> 0");
        assertThat(node(graph, "process").inputs().get(0).partitioning())
                .isInstanceOfSatisfying(
                        Partitioning.Hash.class,
                        hash -> assertThat(hash.keyType()).isEqualTo(Types.STRING));
        assertThat(node(graph, "process").operation()).isInstanceOf(Operation.KeyedProcess.class);
        assertThat(node(graph, "process").outputType()).isEqualTo(Types.INT);
    }

    @Test
    void theTypeOfAKeyIsFoundOrNamedAndAlwaysChecked() {
        assertThat(keyed.keyType()).isEqualTo(Types.STRING);
        assertThat(numbers.keyBy(n -> n, Long.class).keyType()).isEqualTo(Types.LONG);
        assertThat(numbers.keyBy(n -> Optional.of(n), new TypeHint<Optional<Long>>() {})
                        .keyType())
                .isEqualTo(Types.optionalOf(Types.LONG));
        assertThatThrownBy(() -> numbers.keyBy(n -> Optional.of(n)))
                .isInstanceOf(UnknownTypeException.class)
                .hasMessageMatching("(?s)keyBy at KeyedStreamTest\\.java:\\d+: The type of a key is not known.*");
        assertThatThrownBy(() -> numbers.keyBy(n -> n / 2.0))
                .hasMessageMatching("(?s)keyBy at KeyedStreamTest\\.java:\\d+: A key cannot be of type Double, .*");
    }

    @Test
    void runningValuesKnowTheTypesOfTheirState() {
        StreamGraph graph = endingWith(keyed.reduce(Long::sum)
                .name("sum")
                .keyBy(n -> n)
                .aggregate(new Mean())
                .name("mean"));

        assertThat(node(graph, "sum").operation()).isInstanceOf(Operation.Reduce.class);
        assertThat(node(graph, "sum").outputType()).isEqualTo(Types.LONG);
        assertThat(node(graph, "mean").operation())
                .isInstanceOfSatisfying(
                        Operation.Aggregate.class,
                        mean -> assertThat(mean.accumulatorType()).isEqualTo(Types.listOf(Types.LONG)));
        assertThat(node(graph, "mean").outputType()).isEqualTo(Types.DOUBLE);
    }

    /** May ask for state. */
    private static final class Opening
            implements MapFunction<Long, String>, FlatMapFunction<Long, String>, FilterFunction<Long> {
        @Override
        public void open(RuntimeContext context) {}

        @Override
        public void close() {}

        @Override
        public String map(Long value) {
            return "";
        }

        @Override
        public void flatMap(Long value, Collector<String> out) {}

        @Override
        public boolean filter(Long value) {
            return true;
        }
    }

    @Test
    void functionsThatOpenMayHaveStateBehindKeyByAndOthersDoNotPayForIt() {
        keyed.map(new Opening()).name("open map");
        keyed.flatMap(new Opening()).name("open flatMap");
        keyed.filter(new Opening()).name("open filter");
        keyed.filter(n -> n > 0).name("plain filter");
        numbers.map(new Opening()).name("no keys");
        StreamGraph graph = endingWith(keyed.map(n -> n + 1).name("plain map"));

        assertThat(List.of("open map", "open flatMap", "open filter"))
                .allSatisfy(
                        name -> assertThat(node(graph, name).operation()).isInstanceOf(Operation.KeyedProcess.class));
        assertThat(node(graph, "open map").outputType()).isEqualTo(Types.STRING);
        assertThat(node(graph, "open flatMap").outputType()).isEqualTo(Types.STRING);
        assertThat(node(graph, "open filter").outputType()).isEqualTo(Types.LONG);
        assertThat(node(graph, "plain map").operation()).isInstanceOf(Operation.Transform.class);
        assertThat(node(graph, "plain filter").operation()).isInstanceOf(Operation.Filter.class);
        assertThat(node(graph, "no keys").operation()).isInstanceOf(Operation.Transform.class);
    }

    private static final class OpeningSelector implements KeySelector<Long, Long> {
        @Override
        public void open(RuntimeContext context) {}

        @Override
        public Long getKey(Long value) {
            return value;
        }
    }

    @Test
    void whatWouldNotBeOpenedMustNotWantToBe() {
        assertThatThrownBy(() -> numbers.keyBy(new OpeningSelector()))
                .hasMessageMatching("Wanted a function that is ready without open\\(\\), which is not called for a key"
                        + " selector, found .*OpeningSelector at KeyedStreamTest\\.java:\\d+: .*");
        assertThatThrownBy(() -> numbers.partitionCustom((key, subtasks) -> 0, new OpeningSelector()))
                .hasMessageContaining("at KeyedStreamTest.java:");
    }

    @Test
    void anUnknownTypeIsRefusedWhereItIsKeptInState() {
        KeyedStream<List<Long>, Integer> lists = numbers.map(n -> List.of(n)).keyBy(List::size);

        assertThatThrownBy(() -> lists.reduce((one, other) -> one))
                .isInstanceOf(UnknownTypeException.class)
                .hasMessageMatching(
                        "(?s)'reduce at KeyedStreamTest\\.java:\\d+' keeps records in state, but the type of"
                                + " the records of 'map at KeyedStreamTest\\.java:\\d+' is not known because .*before keyBy.*");
        assertThatThrownBy(() -> keyed.aggregate(new AnyLast<>()))
                .isInstanceOf(UnknownTypeException.class)
                .hasMessageMatching("(?s)The type of the accumulator of 'aggregate at KeyedStreamTest\\.java:\\d+' is"
                        + " not known because .*: name it behind the function, .*");
        assertThat(keyed.aggregate(new AnyLast<>(), Types.LONG)).isNotNull();
    }

    @Test
    void windowsGatherAndFireAsTheyWereToldTo() {
        keyed.window(MINUTES).reduce(Long::sum).name("a window");
        keyed.window(MINUTES).reduce(Long::sum, new Describing<>()).name("b window");
        keyed.window(MINUTES).aggregate(new Mean()).name("c window");
        keyed.window(MINUTES).aggregate(new Mean(), new Describing<>()).name("d window");
        StreamGraph graph =
                endingWith(keyed.window(MINUTES).process(new Describing<>()).name("e window"));

        assertThat(window(graph, "a window").gathering()).isInstanceOf(Gathering.Reduced.class);
        assertThat(window(graph, "a window").firing()).isEqualTo(new Firing.AsGathered());
        assertThat(node(graph, "a window").outputType()).isEqualTo(Types.LONG);
        assertThat(window(graph, "b window").gathering()).isInstanceOf(Gathering.Reduced.class);
        assertThat(window(graph, "b window").firing()).isInstanceOf(Firing.Through.class);
        assertThat(node(graph, "b window").outputType()).isEqualTo(Types.STRING);
        assertThat(window(graph, "c window").gathering()).isInstanceOf(Gathering.Aggregated.class);
        assertThat(node(graph, "c window").outputType()).isEqualTo(Types.DOUBLE);
        assertThat(window(graph, "d window").firing()).isInstanceOf(Firing.Through.class);
        assertThat(node(graph, "d window").outputType()).isEqualTo(Types.STRING);
        assertThat(window(graph, "e window").gathering()).isEqualTo(new Gathering.All(Types.LONG));
        assertThat(inputs(graph, "e window")).containsExactly("fromSequence -Hash-> 0");
    }

    @Test
    void recordsAreGatheredWhereTheyAreAndThenSent() {
        DataStream<Long> others = env.fromSequence(1, 5).setParallelism(3);
        WindowedStream<Long, String> windows = numbers.union(others)
                .keyBy(n -> n.toString())
                .window(SlidingEventTimeWindows.of(Duration.ofMinutes(1), Duration.ofSeconds(20)))
                .preAggregate();
        StreamGraph graph = endingWith(windows.aggregate(new Mean()).name("means"));

        StreamNode window = node(graph, "means");
        assertThat(window(graph, "means").gathering()).isInstanceOf(Gathering.Merged.class);
        assertThat(window.inputs()).hasSize(2).allSatisfy(edge -> {
            assertThat(edge.partitioning()).isInstanceOf(Partitioning.Hash.class);
            StreamNode before = Graphs.from(graph, edge);
            assertThat(before.operation()).isInstanceOf(Operation.PreAggregate.class);
            StreamEdge input = before.inputs().get(0);
            assertThat(input.partitioning()).isInstanceOf(Partitioning.Forward.class);
            assertThat(before.parallelism()).isEqualTo(Graphs.from(graph, input).parallelism());
        });
        assertThat(window.outputType()).isEqualTo(Types.DOUBLE);
    }

    @Test
    void whereRecordsAreGatheredMayBeWiderThanOthersMay() {
        env.setMaxParallelism(4);
        DataStream<Long> wide = env.fromSequence(1, 5).setParallelism(8).setMaxParallelism(8);
        StreamGraph graph = endingWith(wide.keyBy(n -> n % 2)
                .window(MINUTES)
                .preAggregate()
                .aggregate(new Mean())
                .name("means"));

        StreamNode gathers = Graphs.from(graph, node(graph, "means").inputs().get(0));
        assertThat(gathers.parallelism()).isEqualTo(8);
        assertThat(gathers.maxParallelism()).isEqualTo(8);
        assertThat(node(graph, "means").maxParallelism()).isEqualTo(4);
    }

    @Test
    void windowsThatCannotBeGatheredBeforeTheyAreSentAreRefused() {
        assertThatThrownBy(() -> keyed.window(EventTimeSessionWindows.withGap(Duration.ofSeconds(1)))
                        .preAggregate())
                .hasMessageContaining("preAggregate() wants windows of event time that are tumbling");
        assertThatThrownBy(() -> keyed.window(SlidingEventTimeWindows.of(Duration.ofSeconds(3), Duration.ofSeconds(2)))
                        .preAggregate())
                .hasMessageContaining("by a whole part of their size");
        assertThatThrownBy(() -> keyed.window(MINUTES).preAggregate().process(new Describing<>()))
                .hasMessageContaining("wants reduce or aggregate behind it, but found process");
        assertThatThrownBy(() -> keyed.window(MINUTES)
                        .sideOutputLateData(new OutputTag<>("late", Long.class))
                        .preAggregate())
                .hasMessageContaining("exclude each other");
    }

    @Test
    void lateRecordsAreTakenInOrPutAside() {
        OutputTag<Long> late = new OutputTag<>("late", Long.class);
        DataStream<Long> sums = keyed.window(MINUTES)
                .allowedLateness(Duration.ofSeconds(3))
                .sideOutputLateData(late)
                .reduce(Long::sum)
                .name("sums");
        StreamGraph graph = endingWith(sums.getSideOutput(late).map(n -> n).name("too late"));

        assertThat(window(graph, "sums").allowedLateness()).isEqualTo(3000);
        assertThat(window(graph, "sums").lateOutput()).isEqualTo("late");
        assertThat(inputs(graph, "too late")).containsExactly("sums.late -Forward-> 0");
        assertThatThrownBy(() -> keyed.window(MINUTES).allowedLateness(Duration.ofMillis(-1)))
                .hasMessageContaining("must not be negative, but is PT-0.001S");
    }

    @Test
    void connectedStreamsMeetByKey() {
        DataStream<String> words = env.fromData("a", "b");
        keyed.connect(words.keyBy(word -> word)).process(new KeyedBoth()).name("before");
        StreamGraph graph = endingWith(numbers.connect(words)
                .keyBy(n -> n.toString(), word -> word)
                .process(new KeyedBoth())
                .name("behind"));

        for (String name : List.of("before", "behind")) {
            StreamNode node = node(graph, name);
            assertThat(inputs(graph, name)).containsExactly("fromSequence -Hash-> 0", "fromData -Hash-> 1");
            assertThat(node.operation()).isInstanceOf(Operation.KeyedCoProcess.class);
            assertThat(node.outputType()).isEqualTo(Types.STRING);
        }
    }

    @Test
    void connectedStreamsWithoutCommonKeysAreRefused() {
        DataStream<String> words = env.fromData("a", "b");

        assertThatThrownBy(() -> keyed.connect(words).process(new KeyedBoth()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("one of its streams has no key: call keyBy on 'fromSequence at");
        assertThatThrownBy(
                        () -> keyed.connect(words.keyBy(word -> word.length())).process(new KeyedBoth()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("keys of type String on its first stream, but of type Integer on its second");
    }

    @Test
    void settingsBehindKeyByAreRefused() {
        assertThatThrownBy(() -> keyed.setParallelism(2)).hasMessageContaining("call it before that");
    }

    private static Operation.Window window(StreamGraph graph, String name) {
        return (Operation.Window) node(graph, name).operation();
    }

    /** Says the same of both. */
    static final class Both implements CoProcessFunction<Long, Long, String> {
        @Override
        public void processElement1(Long value, ProcessFunction.Context context, Collector<String> out) {
            out.collect("one");
        }

        @Override
        public void processElement2(Long value, ProcessFunction.Context context, Collector<String> out) {
            out.collect("other");
        }
    }

    private static final class KeyedBoth implements KeyedCoProcessFunction<String, Long, String, String> {
        @Override
        public void processElement1(Long value, KeyedProcessFunction.Context<String> context, Collector<String> out) {}

        @Override
        public void processElement2(
                String value, KeyedProcessFunction.Context<String> context, Collector<String> out) {}
    }

    private static final class Counting implements KeyedProcessFunction<String, Long, Integer> {
        @Override
        public void processElement(Long value, KeyedProcessFunction.Context<String> context, Collector<Integer> out) {
            out.collect(1);
        }
    }

    private static final class Describing<I> implements ProcessWindowFunction<I, String, String> {
        @Override
        public void process(
                String key, ProcessWindowFunction.Context context, Iterable<I> elements, Collector<String> out) {
            out.collect(key);
        }
    }

    private static final class Mean implements AggregateFunction<Long, List<Long>, Double> {
        @Override
        public List<Long> createAccumulator() {
            return List.of(0L, 0L);
        }

        @Override
        public List<Long> add(Long value, List<Long> so) {
            return List.of(so.get(0) + value, so.get(1) + 1);
        }

        @Override
        public Double getResult(List<Long> so) {
            return so.get(0) / (double) so.get(1);
        }

        @Override
        public List<Long> merge(List<Long> one, List<Long> other) {
            return List.of(one.get(0) + other.get(0), one.get(1) + other.get(1));
        }
    }

    /** Its accumulator could be anything. */
    private static final class AnyLast<A> implements AggregateFunction<Long, A, Long> {
        @Override
        public A createAccumulator() {
            throw new UnsupportedOperationException("nobody runs this");
        }

        @Override
        public A add(Long value, A accumulator) {
            return accumulator;
        }

        @Override
        public Long getResult(A accumulator) {
            return 0L;
        }

        @Override
        public A merge(A one, A other) {
            return one;
        }
    }
}
