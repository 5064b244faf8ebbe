package dev.selvage.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.api.execute.ProgramContext;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.api.sink.DiscardingSink;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever is nearer to an operator says how many subtasks it has: itself, its program, its configuration, nobody. */
class ParallelismTest {

    private static int ofMap(StreamGraph graph) {
        return Graphs.node(graph, "map").parallelism();
    }

    private static int ofSink(StreamGraph graph) {
        return Graphs.node(graph, "end").parallelism();
    }

    /** A program that sets for all and for one operator what is not 0. */
    private static StreamGraph graph(int forAll, int forMap) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        DataStream<Long> map = env.fromSequence(1, 2).map(number -> number).name("map");
        map.sinkTo(new DiscardingSink<>()).name("end");
        if (forAll > 0) {
            env.setParallelism(forAll);
        }
        if (forMap > 0) {
            map.setParallelism(forMap);
        }
        return env.streamGraph("job");
    }

    private static StreamGraph configured(String parallelism, int forAll, int forMap) throws Exception {
        return ProgramContext.call(
                Map.of("parallelism.default", parallelism), new FakeJob(), () -> graph(forAll, forMap));
    }

    @Test
    void isOneWhereNobodySaysAnything() {
        assertThat(ofMap(graph(0, 0))).isEqualTo(1);
    }

    @Test
    void isWhatTheConfigurationSaysWhereTheProgramSaysNothing() throws Exception {
        assertThat(ofMap(configured("4", 0, 0))).isEqualTo(4);
        assertThat(ofSink(configured("4", 0, 0))).isEqualTo(4);
    }

    @Test
    void isWhatTheProgramSaysWhereTheOperatorSaysNothing() throws Exception {
        assertThat(ofMap(configured("4", 2, 0))).isEqualTo(2);
    }

    @Test
    void isWhatTheOperatorSays() throws Exception {
        assertThat(ofMap(configured("4", 2, 3))).isEqualTo(3);
        assertThat(ofSink(configured("4", 2, 3))).isEqualTo(2);
        assertThat(ofMap(configured("4", 0, 3))).isEqualTo(3);
        assertThat(ofSink(configured("4", 0, 3))).isEqualTo(4);
    }

    @Test
    void isNeverFlinksSignForTheDefault() {
        assertThatThrownBy(() -> configured("-1", 0, 0))
                .hasMessageContaining("value of parallelism.default must be from 1 to 32768, but is -1")
                .hasMessageContaining("For the default, do not set it");
    }
}
