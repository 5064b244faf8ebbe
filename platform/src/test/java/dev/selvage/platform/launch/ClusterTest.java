package dev.selvage.platform.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before anything is started; the rest is StandaloneClusterIT's. */
class ClusterTest {

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private void refused(String masters, String workers, List<String> assignments, String sentence) throws Exception {
        Installation installation = Distributions.in(directory);
        Files.writeString(installation.masters(), masters);
        Files.writeString(installation.workers(), workers);

        assertThatThrownBy(
                        () -> Cluster.of(installation, assignments, new PrintStream(said, true, StandardCharsets.UTF_8))
                                .start())
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining(sentence);
        assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void withoutHighAvailabilityThereIsOneMaster() throws Exception {
        refused("localhost:8081\nlocalhost:8082\n", "localhost\n", List.of(), "high-availability.type is none");
        refused("# nobody\n", "localhost\n", List.of(), "Expected a host in");
    }

    @Test
    void otherMachinesNeedToFindTheMasterAndTheFiles() throws Exception {
        refused("localhost\n", "far.invalid\n", List.of(), "as the others reach it, since the cluster has several");
        refused("far.invalid\n", "far.invalid\n", List.of(), "a directory that all machines see");
    }
}
