package dev.selvage.api;

import static dev.selvage.api.Graphs.endingWith;
import static dev.selvage.api.Graphs.inputs;
import static dev.selvage.api.Graphs.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.api.function.Collector;
import dev.selvage.api.function.FlatMapFunction;
import dev.selvage.api.function.ProcessFunction;
import dev.selvage.api.graph.Operation;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.api.graph.StreamNode;
import dev.selvage.api.graph.StreamNode.Chaining;
import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.api.type.TypeHint;
import dev.selvage.api.type.Types;
import dev.selvage.api.type.UnknownTypeException;
import java.util.List;
import org.junit.jupiter.api.Test;

@SuppressWarnings("serial") // functions that never travel
class DataStreamTest {
    private static final OutputTag<String> LATE = new OutputTag<>("late", String.class);

    private final StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    private final DataStream<Long> numbers = env.fromSequence(1, 10);

    @Test
    void eachCallMakesItsOperation() {
        DataStream<Long> stream = numbers.map(n -> n + 1)
                .filter(n -> n > 2)
                .flatMap((Long n, Collector<Long> out) -> out.collect(n))
                .returns(Long.class)
                .process((Long n, ProcessFunction.Context context, Collector<Long> out) -> out.collect(n))
                .returns(Types.LONG)
                .assignTimestampsAndWatermarks(WatermarkStrategy.forMonotonousTimestamps());

        assertThat(endingWith(stream).nodes())
                .extracting(node -> (Object) node.operation().getClass())
                .containsExactly(
                        Operation.Read.class,
                        Operation.Transform.class,
                        Operation.Filter.class,
                        Operation.FlatMap.class,
                        Operation.PlainProcess.class,
                        Operation.AssignTimestamps.class,
                        Operation.Write.class);
    }

    @Test
    void whatHasNoNameIsCalledByItsLine() {
        StreamGraph graph = endingWith(numbers.map(n -> n + 1));

        StreamNode map = node(graph, "map");
        assertThat(map.name()).matches("map at DataStreamTest\\.java:\\d+");
        assertThat(map.callSite()).matches("DataStreamTest\\.java:\\d+");
        assertThat(node(graph, "fromSequence").callSite()).startsWith("DataStreamTest.java:");
    }

    @Test
    void settingsAreThoseOfTheOperatorBefore() {
        StreamNode map = node(
                endingWith(numbers.map(n -> n + 1)
                        .name("plus one")
                        .uid("plus")
                        .setParallelism(3)
                        .setMaxParallelism(12)
                        .slotSharingGroup("heavy")
                        .startNewChain()),
                "plus one");

        assertThat(map.givenUid()).contains("plus");
        assertThat(map.parallelism()).isEqualTo(3);
        assertThat(map.maxParallelism()).isEqualTo(12);
        assertThat(map.slotSharingGroup()).isEqualTo("heavy");
        assertThat(map.chaining()).isEqualTo(Chaining.HEAD);
    }

    @Test
    void theSettingsOfASinkAreItsOwn() {
        numbers.print("n")
                .name("printer")
                .uid("p")
                .setParallelism(2)
                .setMaxParallelism(4)
                .slotSharingGroup("out")
                .disableChaining();

        StreamNode sink = node(env.streamGraph("test"), "printer");
        assertThat(sink.uid()).isEqualTo("p");
        assertThat(sink.parallelism()).isEqualTo(2);
        assertThat(sink.maxParallelism()).isEqualTo(4);
        assertThat(sink.slotSharingGroup()).isEqualTo("out");
        assertThat(sink.chaining()).isEqualTo(Chaining.NEVER);
    }

    @Test
    void recordsStayInPlaceWhereTheParallelismIsTheSameAndAreDealtOutWhereItDiffers() {
        StreamGraph graph = endingWith(
                numbers.map(n -> n).name("same").map(n -> n).name("wider").setParallelism(2));

        assertThat(inputs(graph, "same")).containsExactly("fromSequence -Forward-> 0");
        assertThat(inputs(graph, "wider")).containsExactly("same -Rebalance-> 0");
    }

    @Test
    void whatWasAskedForIsDoneWhateverTheParallelism() {
        numbers.rebalance().map(n -> n).name("a");
        numbers.rescale().map(n -> n).name("b");
        numbers.broadcast().map(n -> n).name("c");
        StreamGraph graph = endingWith(numbers.partitionCustom((key, subtasks) -> 0, n -> n)
                .map(n -> n)
                .name("d"));

        assertThat(inputs(graph, "a")).containsExactly("fromSequence -Rebalance-> 0");
        assertThat(inputs(graph, "b")).containsExactly("fromSequence -Rescale-> 0");
        assertThat(inputs(graph, "c")).containsExactly("fromSequence -Broadcast-> 0");
        assertThat(inputs(graph, "d")).containsExactly("fromSequence -Custom-> 0");
    }

    @Test
    void unitedStreamsShareAnInputAndConnectedOnesDoNot() {
        DataStream<Long> other = env.fromData(1L, 2L).map(n -> n).name("other");
        DataStream<Long> both = numbers.union(other.rebalance()).map(n -> n).name("union");
        StreamGraph graph = endingWith(both.connect(other).process(new KeyedStreamTest.Both()));

        assertThat(inputs(graph, "union")).containsExactly("fromSequence -Forward-> 0", "other -Rebalance-> 0");
        assertThat(inputs(graph, "process")).containsExactly("union -Forward-> 0", "other -Forward-> 1");
    }

    @Test
    void aSideOutputIsReadByItsName() {
        DataStream<Long> processed = numbers.process(new Splitting()).name("split");
        StreamGraph graph =
                endingWith(processed.getSideOutput(LATE).map(text -> text + "!").name("shout"));

        assertThat(inputs(graph, "shout")).containsExactly("split.late -Forward-> 0");
        assertThat(node(graph, "shout").inputs().get(0).recordType()).isEqualTo(Types.STRING);
    }

    @Test
    void slotSharingGroupsAreHandedOnUntilTheyMeet() {
        DataStream<Long> heavy =
                numbers.map(n -> n).slotSharingGroup("heavy").map(n -> n).name("behind");
        StreamGraph graph = endingWith(heavy.union(numbers).map(n -> n).name("meeting"));

        assertThat(node(graph, "behind").slotSharingGroup()).isEqualTo("heavy");
        assertThat(node(graph, "meeting").slotSharingGroup()).isEqualTo("default");
    }

    @Test
    void typesAreFoundOrNamed() {
        StreamGraph graph = endingWith(numbers.map(n -> n.toString())
                .name("text")
                .flatMap(new Lines())
                .name("lines")
                .map(line -> List.of(line))
                .returns(new TypeHint<List<String>>() {})
                .name("lists"));

        assertThat(node(graph, "text").outputType()).isEqualTo(Types.STRING);
        assertThat(node(graph, "lines").outputType()).isEqualTo(Types.STRING);
        assertThat(node(graph, "lists").outputType()).isEqualTo(Types.listOf(Types.STRING));
    }

    @Test
    void anUnknownTypeIsRefusedOnlyWhereRecordsLeaveTheirTask() {
        DataStream<List<Long>> lists = numbers.map(n -> List.of(n));
        assertThat(endingWith(lists).nodes()).hasSize(3);

        lists.filter(list -> list.size() > 1).name("big lists").rebalance().print();
        assertThatThrownBy(() -> env.streamGraph("test"))
                .isInstanceOf(UnknownTypeException.class)
                .hasMessageMatching("(?s)The type of the records of 'big lists' at 'DataStreamTest\\.java:\\d+' is not"
                        + " known because .*add \\.returns\\(.*");
    }

    @Test
    void settingsOnWhatIsNoOperatorAreRefused() {
        assertThatThrownBy(() -> numbers.union(env.fromData(1L)).name("both"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("name() behind 'fromSequence at")
                .hasMessageContaining("a union is no operator; call it on each of the united streams");
        assertThatThrownBy(() -> numbers.rebalance().setParallelism(2))
                .hasMessageContaining("distributing records is no operator; call it before that");
        assertThatThrownBy(() -> numbers.getSideOutput(LATE).uid("late"))
                .hasMessageContaining("a side output is no operator; call it on the stream that it was taken from");
    }

    @Test
    void emptyNamesAndImpossibleParallelismAreRefused() {
        assertThatThrownBy(() -> numbers.name(" "))
                .hasMessageMatching("The name of 'fromSequence at DataStreamTest\\.java:\\d+' is empty: .*");
        assertThatThrownBy(() -> new OutputTag<>("", String.class)).hasMessageContaining("needs a name");
        assertThatThrownBy(() -> numbers.uid("")).hasMessageStartingWith("The uid of 'fromSequence");
        assertThatThrownBy(() -> numbers.setParallelism(0)).hasMessageEndingWith("from 1 to 32768, but is 0.");
        assertThatThrownBy(() -> numbers.setMaxParallelism(40_000))
                .hasMessageEndingWith("from 1 to 32768, but is 40000.");
    }

    @Test
    void streamsOfTwoEnvironmentsDoNotMix() {
        DataStream<Long> foreign =
                StreamExecutionEnvironment.getExecutionEnvironment().fromData(1L);

        assertThatThrownBy(() -> numbers.union(foreign))
                .hasMessageMatching("union at DataStreamTest\\.java:\\d+: the streams are of two environments.*");
        assertThatThrownBy(() -> numbers.connect(foreign)).hasMessageContaining("connect at");
    }

    private static final class Lines implements FlatMapFunction<String, String> {
        @Override
        public void flatMap(String value, Collector<String> out) {
            out.collect(value);
        }
    }

    private static final class Splitting implements ProcessFunction<Long, Long> {
        @Override
        public void processElement(Long value, Context context, Collector<Long> out) {
            context.output(LATE, value.toString());
        }
    }
}
