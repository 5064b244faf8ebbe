package dev.selvage.it.yarn.script;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.launch.ProcessKind;
import dev.selvage.it.yarn.ContainerProcesses;
import dev.selvage.platform.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The README's first command, in an empty environment. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
final class QuickStartIT {

    private static final Duration BOUND = Duration.ofMinutes(6);
    private static final String SUBMITTED = "== What it has committed";
    private static final String MASTER_IS_KILLED = "$ kill -KILL ";
    private static final int INTERRUPTED = 143;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private Path temporary;
    private Path said;
    private Process script;

    @BeforeEach
    void begin() throws IOException {
        temporary = Files.createDirectory(directory.resolve("temporary")).toRealPath();
        said = directory.resolve("said");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("selvage.root", ".."), "scripts/quickstart.sh")
                                .toAbsolutePath()
                                .normalize()
                                .toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().keySet().retainAll(List.of("HOME", "PATH"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home", ""));
        builder.environment().put("TMPDIR", temporary.toString());
        script = builder.start();
    }

    @AfterEach
    void end() throws Exception {
        script.destroy();
        script.onExit().get();
    }

    private String said() throws IOException {
        return Files.readString(said);
    }

    private void awaitSaid(String words) throws Exception {
        Await.until(() -> "it says " + words + ", and not only " + text(), BOUND, () -> said().contains(words));
    }

    private String text() {
        try {
            return said();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private int status() throws Exception {
        assertThat(script.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS))
                .as(said())
                .isTrue();
        return script.exitValue();
    }

    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            assertThat(files).isEmpty();
        }
        assertThat(ProcessHandle.allProcesses().filter(this::isOfThis)).isEmpty();
    }

    /** Whatever was started by it has the name of its directory among its words. */
    private boolean isOfThis(ProcessHandle process) {
        Path about = Path.of("/proc", String.valueOf(process.pid()));
        try {
            return (new String(Files.readAllBytes(about.resolve("cmdline")), UTF_8)
                            + new String(Files.readAllBytes(about.resolve("environ")), UTF_8))
                    .contains(temporary.toString());
        } catch (IOException e) {
            // It has ended meanwhile, or is somebody else's.
            return false;
        }
    }

    @Test
    void everyClaimHoldsAndNothingIsLeft() throws Exception {
        assertThat(status()).as(said()).isZero();
        assertThat(said())
                .contains("5 of 5 tasks were adopted", "16000 lines are committed, 16000 are right: 0 missing")
                .contains("All 9 claims held")
                .doesNotContain("FAILED");
        assertNothingIsLeft();
    }

    @Test
    void aTaskManagerThatDiesTooMakesAClaimFalseAndStillNoLineIsLostOrThereTwice() throws Exception {
        awaitSaid(MASTER_IS_KILLED);
        ContainerProcesses processes = new ContainerProcesses(YarnScripts.found(YarnScripts.APPLICATION, said()));
        ContainerProcesses.kill(
                processes.of(ProcessKind.TASKMANAGER).values().iterator().next());

        assertThat(status()).as(said()).isEqualTo(1);
        assertThat(said())
                .contains("FAILED the TaskManagers", "FAILED 0 of 5 tasks were adopted")
                .contains("held   16000 lines are committed, 16000 are right: 0 missing")
                .contains("FAILED: only 7 of 9 claims held");
        assertNothingIsLeft();
    }

    @Test
    void whoIsInterruptedLeavesNothingBehind() throws Exception {
        awaitSaid(SUBMITTED);

        // Not by Ctrl-C, which means nothing to what runs in the background, as a build may.
        script.destroy();

        assertThat(status()).as(said()).isEqualTo(INTERRUPTED);
        assertNothingIsLeft();
    }
}
