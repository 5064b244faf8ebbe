package dev.selvage.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.api.execute.ProgramContext;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.api.graph.StreamNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExecuteTest {
    private final FakeJob recorder = new FakeJob();

    @Test
    void aProgramsJobsGoToWhoeverCallsItWithHisSettings() throws Exception {
        ProgramContext.call(Map.of("parallelism.default", "4", "restart", "never"), recorder, () -> {
            StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
            env.set("restart", "always").fromData("a").print();
            return env.execute("mine");
        });

        StreamGraph graph = recorder.graphs().get(0);
        assertThat(graph.jobName()).isEqualTo("mine");
        assertThat(graph.settings())
                .containsEntry("parallelism.default", "4")
                .containsEntry("restart", "always")
                .containsEntry("pipeline.name", "mine");
        assertThat(graph.nodes()).extracting(StreamNode::parallelism).containsOnly(4);
        assertThat(ProgramContext.current().settings()).isEmpty();
    }

    @Test
    void aJobWithoutANameIsCalledByItsProgram() throws Exception {
        ProgramContext.call(Map.of(), recorder, () -> {
            StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
            env.fromData("a").print();
            env.execute();
            env.set("pipeline.name", "set").fromData("a").print();
            return env.execute();
        });

        assertThat(recorder.graphs()).extracting(StreamGraph::jobName).containsExactly("ExecuteTest", "set");
        assertThat(recorder.graphs().get(0).settings())
                .as("a name that whoever submits it may outweigh")
                .doesNotContainKey("pipeline.name");
    }

    @Test
    void aSecondJobHasOnlyWhatIsNewAndWhatThatReadsFrom() throws Exception {
        ProgramContext.call(Map.of(), recorder, () -> {
            StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
            DataStream<String> words = env.fromData("a").name("words");
            words.print().name("first");
            env.execute();
            words.map(word -> word + "!").name("loud").print().name("second");
            return env.execute();
        });

        assertThat(names(0)).containsExactly("words", "first");
        assertThat(names(1)).containsExactly("words", "loud", "second");
    }

    @Test
    void withoutAnExecutorTheMissingDependencyIsNamed() {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromData("a").print();

        assertThatThrownBy(env::execute)
                .hasMessageContaining("target 'local'")
                .hasMessageContaining("add dev.selvage:selvage-local");
        env.set("execution.target", "remote");
        assertThatThrownBy(env::execute).hasMessageContaining("target 'remote'");
    }

    private List<String> names(int job) {
        return recorder.graphs().get(job).nodes().stream().map(StreamNode::name).toList();
    }
}
