package dev.selvage.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class YarnSessionCommandTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    @Test
    void lettersAreOptions() {
        YarnSessionCommand command = command(Map.of());
        new CommandLine(command)
                .parseArgs(
                        "-d",
                        "-nm",
                        "a name",
                        "-qu",
                        "queue",
                        "-jm",
                        "600",
                        "-tm",
                        "1g",
                        "-s",
                        "3",
                        "-t",
                        "/a",
                        "-t",
                        "/b;c",
                        "-z",
                        "mine",
                        "-Dparallelism.default=2",
                        "-D",
                        "yarn.tags=x");

        assertThat(command.allAssignments())
                .containsExactly(
                        "parallelism.default=2",
                        "yarn.tags=x",
                        "yarn.application.name=a name",
                        "yarn.application.queue=queue",
                        "jobmanager.memory.process.size=600 mb",
                        "taskmanager.memory.process.size=1g",
                        "taskmanager.numberOfTaskSlots=3",
                        "high-availability.cluster-id=mine",
                        "yarn.ship-files=/a;'/b;c'");
    }

    @Test
    void mistakesAreSentencesAndAStatus() throws Exception {
        Files.writeString(directory.resolve("selvage-conf.yaml"), "jobmanager.memory.process.size: 512 mb\n");
        Map<String, String> environment =
                Map.of("SELVAGE_HOME", directory.toString(), "SELVAGE_CONF_DIR", directory.toString());

        assertThat(new CommandLine(command(environment)).execute("-q")).isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8)).startsWith("Expected HADOOP_CONF_DIR or YARN_CONF_DIR");
        assertThat(new CommandLine(command(environment)).execute("-s", "none")).isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("expected taskmanager.numberOfTaskSlots to be");
        assertThat(new CommandLine(command(Map.of())).execute("-q")).isEqualTo(2);
    }

    private YarnSessionCommand command(Map<String, String> environment) {
        return new YarnSessionCommand(
                environment,
                new BufferedReader(new StringReader("")),
                new PrintStream(said, true, StandardCharsets.UTF_8));
    }
}
