package dev.selvage.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.api.StreamExecutionEnvironment;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.core.config.CheckpointOptions;
import dev.selvage.core.config.ExecutionOptions;
import dev.selvage.core.config.option.Configuration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramConfigurationTest {

    @TempDir
    private Path directory;

    private static StreamGraph program(String key, String value) {
        StreamExecutionEnvironment program = StreamExecutionEnvironment.getExecutionEnvironment();
        program.set(key, value).fromData(1L).print();
        return program.streamGraph("any");
    }

    private Map<String, String> configured(String text) throws Exception {
        Files.writeString(directory.resolve("selvage-conf.yaml"), text);
        return Map.of("SELVAGE_CONF_DIR", directory.toString());
    }

    @Test
    void aProgramOutweighsItsSubmitterWhoFillsInTheRest() throws Exception {
        Map<String, String> environment = configured("""
                execution.checkpointing.interval: 30 s
                execution.checkpointing.num-retained: 5
                """);

        Configuration configuration =
                ProgramConfiguration.of(program("execution.checkpointing.interval", "2 s"), environment);

        assertThat(configuration.get(CheckpointOptions.INTERVAL)).hasSeconds(2);
        assertThat(configuration.get(CheckpointOptions.NUM_RETAINED)).isEqualTo(5);
    }

    @Test
    void anOlderSpellingOfTheSubmittersIsOutweighedToo() throws Exception {
        Map<String, String> environment = configured("execution.savepoint.path: /former\n");

        Configuration configuration =
                ProgramConfiguration.of(program("execution.state-recovery.path", "/present"), environment);

        assertThat(configuration.find(CheckpointOptions.RECOVERY_PATH)).contains("/present");
    }

    @Test
    void aSubmitterNamesTheJobUnlessItsProgramDoes() throws Exception {
        Map<String, String> environment = configured("pipeline.name: nightly\n");
        StreamGraph named = program("parallelism.default", "1");
        StreamGraph unnamed = new StreamGraph("MyProgram", named.nodes(), Map.of("parallelism.default", "1"));

        assertThat(ProgramConfiguration.of(named, environment).find(ExecutionOptions.NAME))
                .contains("any");
        assertThat(ProgramConfiguration.of(unnamed, environment).find(ExecutionOptions.NAME))
                .contains("nightly");
    }

    @Test
    void mistakesOfEitherAreTold() throws Exception {
        Map<String, String> environment = configured("execution.checkpointing.intervall: 30 s\n");

        assertThatThrownBy(() -> ProgramConfiguration.of(program("nobodys.option", "1"), environment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("execution.checkpointing.intervall")
                .hasMessageContaining("nobodys.option");
    }

    @Test
    void aProgramWithoutLoggingIsWarnedInALine() {
        assertThat(StandardError.during(
                        () -> ProgramConfiguration.of(program("pipeline.object-reuse", "true"), Map.of())))
                .singleElement()
                .asString()
                .startsWith("Warning: the program: pipeline.object-reuse");
    }

    @Test
    void withoutADirectoryTheProgramStandsAlone() {
        assertThat(ProgramConfiguration.of(program("execution.checkpointing.interval", "2 s"), Map.of())
                        .get(CheckpointOptions.NUM_RETAINED))
                .isEqualTo(2);
    }
}
