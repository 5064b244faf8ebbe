package dev.selvage.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.client.FakeCluster;
import dev.selvage.client.Said;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people say wrong: a sentence, and nothing happens. */
class MistakesTest {

    private static final int UNUSABLE = 2;

    @TempDir
    private Path directory;

    private void refused(String sentence, String... words) throws Exception {
        Said said = Said.by(directory, words);

        assertThat(said.error()).contains(sentence).doesNotContain("\tat ", "Exception");
        assertThat(said.status()).isEqualTo(UNUSABLE);
    }

    @Test
    void commandsThatNobodyKnows() throws Exception {
        refused("Expected a command, but found lst. Did you mean list?", "lst");
        refused("Expected a command, but found ", "quux");
        refused("Expected a command, but found none.");
        refused("Expected a command, but found the option -p before it", "-p", "2", "run", "x.jar");
    }

    @Test
    void optionsThatNobodyKnows() throws Exception {
        refused("Expected an option of selvage run, but found --parallel", "run", "--parallel", "4", "x.jar");
        refused("Did you mean --parallelism?", "run", "--paralelism", "4", "x.jar");
        refused("Expected no more words of selvage cancel, but found now", "cancel", FakeCluster.JOB, "now");
        refused("selvage run --help shows what can be said.", "run", "--parallel", "4");
    }

    @Test
    void wordsThatAreMissingOrThereTwice() throws Exception {
        refused("Expected JAR behind selvage run, but found none.", "run", "-p", "4");
        refused("Expected N behind --parallelism, but found none.", "run", "-p");
        refused("Expected JOB behind selvage stop, but found none.", "stop");
        refused("Expected the identifier of a job behind selvage cancel", "cancel");
        refused("Expected the identifier of a job behind selvage cancel", "cancel", "-s");
        refused("selvage savepoint -d PATH", "savepoint");
        refused("Expected --parallelism once behind selvage run", "run", "-p", "4", "-p", "5", "x.jar");
        refused("Expected nothing but the path of a savepoint behind -d", "savepoint", "-d", "/made", FakeCluster.JOB);
    }

    @Test
    void valuesThatCannotBe() throws Exception {
        refused("expected parallelism.default to be", "run", "-p", "0", "x.jar");
        refused("expected parallelism.default to be", "run", "-p", "many", "x.jar");
        refused("expected execution.target to be", "run", "-t", "mars", "x.jar");
        refused("Expected -m HOST:PORT", "list", "-m", "localhost");
        refused("Expected the name of a host", "list", "-m", "my_host:8081");
        refused("Expected the identifier of a job, which is 32 hex digits, but found 12", "stop", "12");
        refused("Expected the identifier of a job, which is 32 hex digits", "savepoint", "x".repeat(32));
    }

    @Test
    void settingsThatNobodyKnows() throws Exception {
        refused("Did you mean parallelism.default?", "list", "-Dparalelism.default=2");
        refused("Expected -Dkey=value", "list", "-D", "parallelism.default");
        Said.configure(directory, "rest.prt: 8081\n");
        refused("selvage-conf.yaml:4: expected an option, but found rest.prt", "list");
    }

    @Test
    void helpIsNoMistake() throws Exception {
        Said all = Said.by(directory, "--help");
        assertThat(all.status()).isZero();
        assertThat(all.output()).contains("run", "info", "list", "stop", "cancel", "savepoint");
        assertThat(Said.by(directory, "run", "--help").output()).contains("--fromSavepoint", "JAR");
        assertThat(Said.by(directory, "--version").output()).startsWith("Selvage ");
        assertThat(Said.by(directory, "run", "--version").output()).startsWith("Selvage ");
    }
}
