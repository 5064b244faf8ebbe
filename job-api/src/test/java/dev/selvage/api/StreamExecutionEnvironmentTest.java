package dev.selvage.api;

import static dev.selvage.api.Graphs.endingWith;
import static dev.selvage.api.Graphs.inputs;
import static dev.selvage.api.Graphs.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.graph.Operation;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.api.graph.StreamNode;
import dev.selvage.api.graph.StreamNode.Chaining;
import dev.selvage.api.source.ComputedSource;
import dev.selvage.api.source.Elements;
import dev.selvage.api.source.EnumeratedSource;
import dev.selvage.api.source.SplitReader;
import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.api.type.DataType;
import dev.selvage.api.type.Types;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@SuppressWarnings("serial") // functions that never travel
class StreamExecutionEnvironmentTest {
    private final StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();

    @Test
    void whatIsSetTravelsWithTheGraph() {
        env.set("state.backend.type", "heap")
                .setParallelism(3)
                .setMaxParallelism(6)
                .enableCheckpointing(Duration.ofSeconds(2))
                .disableOperatorChaining();
        StreamGraph graph = endingWith(env.fromData("a"));

        assertThat(graph.settings())
                .containsEntry("state.backend.type", "heap")
                .containsEntry("parallelism.default", "3")
                .containsEntry("pipeline.max-parallelism", "6")
                .containsEntry("execution.checkpointing.interval", "2000 ms")
                .containsEntry("pipeline.operator-chaining.enabled", "false");
        assertThat(graph.nodes()).allSatisfy(node -> {
            assertThat(node.parallelism()).isEqualTo(3);
            assertThat(node.maxParallelism()).isEqualTo(6);
            assertThat(node.chaining()).isEqualTo(Chaining.NEVER);
        });
        assertThat(graph.nodes()).extracting(StreamNode::id).containsExactly(1, 2);
    }

    @Test
    void roomToGrowFollowsFromTheParallelism() {
        assertThat(Parallelism.defaultMaximum(1)).isEqualTo(128);
        assertThat(Parallelism.defaultMaximum(85)).isEqualTo(128);
        assertThat(Parallelism.defaultMaximum(86)).isEqualTo(256);
        assertThat(Parallelism.defaultMaximum(171)).isEqualTo(512);
        assertThat(Parallelism.defaultMaximum(32768)).isEqualTo(32768);
        env.set("pipeline.max-parallelism", "-1");
        assertThat(node(endingWith(env.fromData("a")), "fromData").maxParallelism())
                .isEqualTo(128);
    }

    @Test
    void chainingIsReadInEachSpellingOfItsOption() {
        env.set("pipeline.operator-chaining", "False");

        assertThat(endingWith(env.fromData("a")).nodes())
                .allSatisfy(node -> assertThat(node.chaining()).isEqualTo(Chaining.NEVER));
    }

    @Test
    void aSourceThatLooksForItsSplitsHasATaskForThat() {
        StreamGraph graph = endingWith(env.setParallelism(4)
                .fromSource(new Looking(), WatermarkStrategy.noWatermarks(), "lines")
                .uid("in")
                .slotSharingGroup("sources")
                .map(line -> line)
                .name("map"));

        StreamNode splits = node(graph, "lines: splits");
        assertThat(splits.parallelism()).isEqualTo(1);
        assertThat(splits.uid()).isEqualTo("in: splits");
        assertThat(splits.slotSharingGroup()).isEqualTo("sources");
        assertThat(splits.chaining()).isEqualTo(Chaining.NEVER);
        assertThat(splits.outputType()).isEqualTo(Types.INT);
        assertThat(splits.inputs()).isEmpty();
        StreamNode lines = graph.nodes().get(1);
        assertThat(lines.name()).isEqualTo("lines");
        assertThat(lines.parallelism()).isEqualTo(4);
        assertThat(lines.operation()).isInstanceOf(Operation.Read.class);
        assertThat(inputs(graph, "map")).containsExactly("lines -Forward-> 0");
        assertThat(lines.inputs())
                .singleElement()
                .satisfies(edge -> assertThat(edge.partitioning().getClass().getSimpleName())
                        .isEqualTo("OnDemand"));
    }

    @Test
    void jobsWithoutAnythingToDoAreRefused() {
        assertThatThrownBy(() -> env.streamGraph("nothing"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("The job 'nothing' is empty: begin with a source");
        DataStream<String> words = env.fromData("a").map(word -> word);
        assertThat(words).isNotNull();
        assertThatThrownBy(() -> env.streamGraph("open"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageMatching("The job 'open' has no sink, so that what 'map at"
                        + " StreamExecutionEnvironmentTest\\.java:\\d+' makes would be lost: add sinkTo or print .*");
    }

    @Test
    void aUidIsGivenOnce() {
        DataStream<String> words = env.fromData("a").uid("same");

        assertThatThrownBy(
                        () -> endingWith(words.map(word -> word).name("other").uid("same")))
                .hasMessageMatching("The uid 'same' is given to 'fromData at .*:\\d+' and to 'other' at .*:\\d+': .*");
    }

    @Test
    void noOperatorIsDividedFurtherThanItMayEverBe() {
        DataStream<String> words = env.fromData("a").setParallelism(5).setMaxParallelism(4);

        assertThatThrownBy(() -> endingWith(words))
                .hasMessageContaining("has a parallelism of 5, but a highest parallelism of 4: lower the one,");
    }

    @Test
    void impossibleSettingsAreRefusedAtOnce() {
        assertThatThrownBy(() -> env.enableCheckpointing(Duration.ZERO)).hasMessageContaining("PT0S was given");
        assertThatThrownBy(() -> env.enableCheckpointing(Duration.ofMillis(9)))
                .hasMessage(
                        "Checkpoints must be from 10 ms to 36500 days apart, but an interval of PT0.009S was given.");
        assertThatThrownBy(() -> env.enableCheckpointing(Duration.ofSeconds(Long.MAX_VALUE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Checkpoints must be from 10 ms to 36500 days apart");
        assertThatThrownBy(() -> env.setParallelism(-1))
                .hasMessageContaining("The parallelism must be from 1 to 32768");
        assertThatThrownBy(() -> env.fromSequence(2, 1)).hasMessageContaining("from 2 to 1");
        assertThatThrownBy(() -> env.set("", "x")).hasMessageContaining("the key is empty");
        env.set("parallelism.default", "many");
        assertThatThrownBy(() -> endingWith(env.fromData("a")))
                .hasMessage("parallelism.default must be a whole number, but is 'many'.");
    }

    @Test
    void recordsOfTheProgramHaveTheTypeOfTheirClass() {
        assertThat(env.fromData(1, 2).type()).isEqualTo(Types.INT);
        assertThat(env.fromData(List.of("a")).type()).isEqualTo(Types.STRING);
        assertThat(env.fromData(List.<Number>of(1, 2L)).type().unknownBecause())
                .isEqualTo("they are of several classes, Integer and Long");
        assertThat(env.fromData(List.<Number>of(1, 2L)).returns(Number.class).type())
                .isEqualTo(Types.of(Number.class));
        assertThat(env.fromData(List.of(), Types.STRING).type()).isEqualTo(Types.STRING);
    }

    @Test
    void recordsThatCannotTravelAreRefusedOnlyIfNothingTellsTheirType() {
        record Fixed(int number) {}

        assertThat(env.fromData(new Fixed(1)).type()).isEqualTo(Types.of(Fixed.class));
        assertThatThrownBy(() -> env.fromData(List.of(new Fixed(1), "other")))
                .hasMessageContaining("Fixed is not java.io.Serializable, and the type of the records is not known");
    }

    @Test
    void aSequenceWithoutEndIsUnbounded() {
        assertThat(read(env.fromSequence(3, 5)).isBounded()).isTrue();
        assertThat(read(env.fromSequence(0, Long.MAX_VALUE)).isBounded()).isFalse();
        assertThat(read(env.fromSequence(Long.MIN_VALUE, 5)).isBounded()).isFalse();
    }

    private static dev.selvage.api.source.Source<?, ?> read(DataStream<Long> stream) {
        return ((Operation.Read) stream.feeds().get(0).from().operation()).source();
    }

    /** Finds one split. */
    private static final class Looking implements EnumeratedSource<String, Integer> {
        @Override
        public ComputedSource<Integer, ?> enumerator() {
            return Elements.source(List.of(1), Types.INT);
        }

        @Override
        public boolean isBounded() {
            return true;
        }

        @Override
        public SplitReader<String, Integer> open(Integer split, RuntimeContext context) {
            throw new UnsupportedOperationException("nobody reads here");
        }

        @Override
        public DataType<String> recordType() {
            return Types.STRING;
        }

        @Override
        public DataType<Integer> splitType() {
            return Types.INT;
        }
    }
}
