package dev.selvage.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.client.Said;
import dev.selvage.client.ScriptedRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class YarnWordsTest {

    @TempDir
    private Path directory;

    private String jar = "";

    @BeforeEach
    void makeJar() throws Exception {
        jar = Files.writeString(directory.resolve("demo.jar"), "classes").toString();
        ScriptedRunner.CALLED.clear();
    }

    @CommandLine.Command
    private static final class Words {
        @CommandLine.Mixin
        private YarnWords yarn = new YarnWords();
    }

    @Test
    void eachIsAnOptionOfTheConfiguration() {
        Words words = new Words();
        new CommandLine(words)
                .parseArgs(
                        "-yD",
                        "yarn.tags=x",
                        "-ynm",
                        "a name",
                        "-yqu",
                        "queue",
                        "-yjm",
                        "600",
                        "-ytm",
                        "1g",
                        "-ys",
                        "3",
                        "-yt",
                        "/a",
                        "-yt",
                        "/b;c",
                        "-yz",
                        "mine",
                        "-yat",
                        "type",
                        "-ynl",
                        "label");

        assertThat(words.yarn.assignments())
                .containsExactly(
                        "yarn.tags=x",
                        "yarn.application.name=a name",
                        "yarn.application.queue=queue",
                        "yarn.application.type=type",
                        "yarn.application.node-label=label",
                        "jobmanager.memory.process.size=600 mb",
                        "taskmanager.memory.process.size=1g",
                        "taskmanager.numberOfTaskSlots=3",
                        "high-availability.cluster-id=mine",
                        "yarn.ship-files=/a;'/b;c'");
    }

    @Test
    void anAssignmentNeedsNoBlankAndOneBehindTheJarIsTheProgramsOwn() throws Exception {
        Said said = Said.by(
                directory,
                "run",
                "-t",
                "local",
                "-yDparallelism.default=3",
                "-yDpipeline.max-parallelism=9",
                jar,
                "-yDparallelism.default=4");

        assertThat(said.status()).as(said.toString()).isZero();
        assertThat(said.error()).contains("Note: -yDparallelism.default=4 stands behind the jar");
        assertThat(ScriptedRunner.CALLED).singleElement().satisfies(program -> {
            assertThat(program.arguments()).isEqualTo(List.of("-yDparallelism.default=4"));
            assertThat(program.settings())
                    .containsEntry("parallelism.default", "3")
                    .containsEntry("pipeline.max-parallelism", "9");
        });
    }

    @Test
    void theOlderWordForAJobWithAClusterOfItsOwn() throws Exception {
        Said said = Said.by(directory, "run", "-m", "yarn-cluster", jar, "execute");

        assertThat(said.status()).isEqualTo(2);
        assertThat(said.error()).contains("Expected HADOOP_CONF_DIR or YARN_CONF_DIR");
        assertThat(ScriptedRunner.CALLED).isEmpty();
    }
}
