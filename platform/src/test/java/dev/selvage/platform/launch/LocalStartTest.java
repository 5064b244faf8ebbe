package dev.selvage.platform.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.platform.process.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With processes that are no JVMs: what counts is how they end. */
class LocalStartTest {

    /** Nobody ever writes into what it reads. */
    private static final String STAYS = "echo it is up\nmkfifo $SELVAGE_LOG_FILE.$$\nread line < $SELVAGE_LOG_FILE.$$";

    private static final Duration SHORT = Duration.ofMillis(200);

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream terminal = new PrintStream(said, true, StandardCharsets.UTF_8);

    @AfterEach
    void endAll() throws Exception {
        stop(Integer.MAX_VALUE);
    }

    private void start(String lines) throws Exception {
        start(Daemon.TASKMANAGER, lines);
    }

    private void start(Daemon daemon, String lines) throws Exception {
        LocalStart start = new LocalStart(Distributions.in(directory), terminal);
        start.start(daemon, List.of(Distributions.java(directory, lines)));
        start.awaitUp();
    }

    private void stop(int howMany) throws Exception {
        Installation installation = Distributions.in(directory);
        new LocalStop(installation, Settings.said(installation, List.of()).configuration(), terminal, SHORT)
                .stop(Daemon.TASKMANAGER, howMany);
    }

    private List<String> words() {
        return said.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private Path log(String name) {
        return directory.resolve("selvage/log").resolve(name);
    }

    private List<Long> living() throws Exception {
        Installation installation = Distributions.in(directory);
        Path file = installation.pidFile(Settings.said(installation, List.of()).configuration(), Daemon.TASKMANAGER);
        try (PidFile pids = PidFile.open(file, Daemon.TASKMANAGER)) {
            return pids.living().stream().map(entry -> entry.process().pid()).toList();
        }
    }

    @Test
    void whatIsStartedStaysAndTheLastOneIsStoppedFirst() throws Exception {
        start(STAYS);
        start(STAYS);
        List<Long> both = living();

        assertThat(both).hasSize(2);
        assertThat(words())
                .containsExactly(
                        "Starting taskexecutor daemon on host here.",
                        "[INFO] 1 instance(s) of taskexecutor are already running on here.",
                        "Starting taskexecutor daemon on host here.");
        assertThat(log("selvage-someone-taskexecutor-1-here.out"))
                .content()
                .contains("# high-availability.storageDir is");
        stop(1);
        assertThat(living()).containsExactly(both.get(0));
        assertThat(words()).contains("Stopping taskexecutor daemon (pid: " + both.get(1) + ") on host here.");
        stop(Integer.MAX_VALUE);
        stop(1);
        assertThat(living()).isEmpty();
        assertThat(words()).endsWith("No taskexecutor daemon to stop on host here.");
    }

    @Test
    void oneThatEndsAtOnceIsToldWithItsLastWords() {
        assertThatThrownBy(() -> start("echo the port 6123 is taken; exit 5"))
                .isInstanceOfSatisfying(
                        LaunchException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.START_FAILED))
                .hasMessageContaining("it ended with status 5")
                .hasMessageEndingWith("the port 6123 is taken");
    }

    @Test
    void oneThatIsUpAndThenEndsIsToldByItsLog() {
        String lines =
                "echo it is up; printf 'a INFO x\\na ERROR port 6123 is taken\\n' > \"$SELVAGE_LOG_FILE\"; exit 5";

        assertThatThrownBy(() -> start(Daemon.JOBMANAGER, lines))
                .hasMessageEndingWith("selvage-someone-standalonesession-0-here.log:\n  a ERROR port 6123 is taken");
    }

    @Test
    void oneThatSaysNothingIsToldAllTheSame() {
        assertThatThrownBy(() -> start("exit 1")).hasMessageContaining("It said nothing");
    }

    @Test
    void oneThatDoesNotListenIsKilled() throws Exception {
        start("trap '' TERM\n" + STAYS);
        long pid = living().get(0);

        stop(1);

        assertThat(words())
                .contains("The taskexecutor daemon (pid: " + pid
                        + ") did not end within 0.2 s of being asked to, and is" + " killed.");
        assertThat(living()).isEmpty();
    }

    @Test
    void oneThatDiedByItselfIsSkippedAndItsNumberIsFreeAgain() throws Exception {
        start(STAYS);
        long pid = living().get(0);
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().get();

        start(STAYS);
        assertThat(log("selvage-someone-taskexecutor-1-here.out")).doesNotExist();
        assertThat(log("selvage-someone-taskexecutor-0-here.out.1")).content().contains("it is up");
    }

    @Test
    void logsThatCannotBeWrittenKeepItFromStarting() throws Exception {
        Files.createDirectories(log("x").getParent());
        Files.delete(log("x").getParent());
        Files.writeString(directory.resolve("selvage/log"), "a file");

        assertThatThrownBy(() -> start(STAYS))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("Expected to write logs into " + directory.resolve("selvage/log"))
                .hasMessageContaining("env.log.dir");
        assertThat(living()).isEmpty();
    }

    @Test
    void aSecretThatItsUserHasNamedIsNotMadeUp() throws Exception {
        Path typo = directory.resolve("secrte");
        Installation installation = Distributions.in(directory, Map.of("SELVAGE_CONTROL_SECRET_FILE", typo.toString()));
        Settings settings = Settings.forProcess(installation, List.of());

        assertThatThrownBy(() -> SecretFile.of(installation, settings.configuration()))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("SELVAGE_CONTROL_SECRET_FILE names, but found no file there");
        assertThat(typo).doesNotExist();
    }

    @Test
    void allProcessesShareASecretThatNobodyElseReads() throws Exception {
        start(STAYS);

        Path secret = directory.resolve("selvage/conf/control-secret");
        assertThat(secret).content().matches("[0-9a-f]{64}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                .isEqualTo("rw-------");
        SecretFile.take(Distributions.in(directory), "another");
        assertThat(secret).hasContent("another");
        Path own = directory.resolve("own");
        SecretFile.take(Distributions.in(directory, Map.of("SELVAGE_CONTROL_SECRET_FILE", own.toString())), "own");
        assertThat(own).hasContent("own");
    }
}
