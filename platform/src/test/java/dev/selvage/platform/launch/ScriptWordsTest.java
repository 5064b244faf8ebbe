package dev.selvage.platform.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts are given, and what they give to others. */
class ScriptWordsTest {

    @TempDir
    private Path directory;

    @Test
    void hostAndPortOfAJobManagerMayBeSaidAsInFlink() throws Exception {
        List<String> both = List.of("jobmanager.rpc.address=m", "rest.port=8082", "rest.bind-port=8082", "a=b");

        assertThat(JobManagerWords.assignments(List.of("m", "8082"), List.of("a=b")))
                .isEqualTo(both);
        assertThat(JobManagerWords.assignments(List.of("--host", "m", "--webui-port", "8082"), List.of("a=b")))
                .isEqualTo(both);
        assertThat(JobManagerWords.assignments(List.of(), List.of("a=b"))).containsExactly("a=b");
    }

    @Test
    void otherWordsAreRefused() {
        for (List<String> wrong : List.of(
                List.of("m", "8082", "more"), List.of("m", "port"), List.of("--host"), List.of("--hots", "m"))) {
            assertThatThrownBy(() -> JobManagerWords.assignments(wrong, List.of()))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageContaining("Expected jobmanager.sh start [HOST [REST-PORT]]");
        }
        assertThatThrownBy(() -> QuorumScripts.number(List.of("one"))).hasMessageContaining("found one");
        assertThatThrownBy(() -> QuorumScripts.number(List.of())).hasMessageContaining("found nothing");
    }

    @Test
    void wordsReachAnotherMachineAsTheyAre() throws Exception {
        Installation installation = Distributions.in(directory, Map.of("SELVAGE_LOG_DIR", "/my logs"));
        Settings settings = Settings.said(installation, List.of("env.ssh.opts=-p 2222  -o BatchMode=yes"));

        List<String> command = new Remote(installation, settings.configuration(), Optional.of("secret"))
                .command("far", "taskmanager.sh", List.of("start", "-Da=it's $HOME"));

        assertThat(command)
                .startsWith("ssh", "-p", "2222", "-o", "BatchMode=yes", "far", "--")
                .hasSize(8);
        assertThat(command.get(7))
                .contains("'SELVAGE_LOG_DIR=/my logs'", "'SELVAGE_SECRET_FOLLOWS=yes'", "/selvage/bin/taskmanager.sh'")
                .endsWith("'start' '-Da=it'\\''s $HOME'")
                .doesNotContain("=secret");
    }
}
