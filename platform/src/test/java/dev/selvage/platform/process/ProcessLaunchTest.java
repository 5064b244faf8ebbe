package dev.selvage.platform.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.platform.Await;
import dev.selvage.platform.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real processes, since it is their exit status that YARN and scripts go by. */
class ProcessLaunchTest {

    @TempDir
    private Path directory;

    @Test
    void aBugInAnyThreadEndsTheProcessWithItsStatusAndItsReasonInTheLog() throws Exception {
        try (ChildJvm process = run("uncaught")) {
            assertThat(process.exitStatus()).isEqualTo(ExitCode.FAULT.status());
            assertThat(process.output()).contains("part stopped");
        }

        assertThat(log())
                .contains(
                        "SELVAGE-3001 INTERNAL_FAULT: a fault in buggy-thread; this process ends with status 3",
                        "java.lang.IllegalStateException: a bug");
    }

    @Test
    void haltingSkipsWhatWouldBeStopped() throws Exception {
        try (ChildJvm process = run("uncaught", "cluster.processes.halt-on-fatal-error=true")) {
            assertThat(process.exitStatus()).isEqualTo(ExitCode.FAULT.status());
            assertThat(process.output()).doesNotContain("part stopped");
        }
    }

    @Test
    void outOfMemoryHasAStatusOfItsOwnEvenDeepInTheCauses() throws Exception {
        try (ChildJvm process = run("memory")) {
            assertThat(process.exitStatus()).isEqualTo(ExitCode.OUT_OF_MEMORY.status());
        }
    }

    @Test
    void aFaultOfTheLastThreadIsNoSuccess() throws Exception {
        // The main thread is gone by then; several times, since this was a race once.
        for (int i = 0; i < 5; i++) {
            try (ChildJvm process = run("uncaught")) {
                assertThat(process.exitStatus()).isEqualTo(ExitCode.FAULT.status());
            }
        }
    }

    @Test
    void aHeapThatIsReallyFullEndsTheProcess() throws Exception {
        try (ChildJvm process =
                ChildJvm.start(directory, FaultyMain.class, List.of("-Xmx32m"), "heap", directory.toString())) {
            assertThat(process.exitStatus()).isEqualTo(ExitCode.OUT_OF_MEMORY.status());
        }
    }

    @Test
    void aPartThatNeverStopsOrStartsDoesNotKeepAFaultyProcessAlive() throws Exception {
        for (String grief : List.of("stuck-stop", "stuck-start")) {
            try (ChildJvm process = run(grief)) {
                assertThat(process.exitStatus()).isEqualTo(ExitCode.FAULT.status());
            }
        }
    }

    @Test
    void onlyTheFirstFaultIsTold() throws Exception {
        try (ChildJvm process = run("twice")) {
            assertThat(process.exitStatus()).isEqualTo(ExitCode.FAULT.status());
        }

        assertThat(log()).contains("the cause").doesNotContain("a consequence");
    }

    @Test
    void sigtermStopsThePartsAndWritesTheLogOut() throws Exception {
        try (ChildJvm process = run("nothing")) {
            Await.until(
                    "it waits", Duration.ofSeconds(60), () -> process.output().contains("waiting"));
            process.terminate();
            assertThat(process.exitStatus()).isEqualTo(128 + 15);
            assertThat(process.output()).contains("part stopped");
        }

        assertThat(log()).contains("faulty process is up", "the first part started", "the first part stopped");
    }

    @Test
    void anUnusableConfigurationIsToldOnTheTerminalAndEndsTheProcessAtOnce() throws Exception {
        try (ChildJvm process = run("nothing", "heartbeat.timeout=soon", "parallelism.defualt=3")) {
            assertThat(process.exitStatus()).isEqualTo(ExitCode.UNUSABLE_CONFIGURATION.status());
            assertThat(process.output())
                    .contains(
                            "SELVAGE-1001 CONFIGURATION_INVALID: -D on the command line: expected heartbeat.timeout to be",
                            "Did you mean parallelism.default?");
        }
    }

    @Test
    void aPartThatCannotBeStartedIsNamedAndTheOthersAreStopped() throws Exception {
        try (ChildJvm process = run("port")) {
            assertThat(process.exitStatus()).isEqualTo(ExitCode.START_FAILED.status());
            assertThat(process.output())
                    .contains("part stopped", "Expected to start the control port, but found: port 6123 is taken.");
        }
    }

    @Test
    void anErrorIsToldOnceOnTheTerminalAndOnceInTheLog() throws Exception {
        try (ChildJvm process = run("port")) {
            assertThat(process.exitStatus()).isEqualTo(ExitCode.START_FAILED.status());
            assertThat(process.output())
                    .containsOnlyOnce("SELVAGE-")
                    .containsOnlyOnce("Expected to start the control port")
                    .contains("\n  java.io.IOException: port 6123 is taken\n");
        }
        assertThat(log())
                .containsOnlyOnce("Expected to start the control port")
                .contains("\n  java.io.IOException: port 6123 is taken\n");

        try (ChildJvm process = run("nothing", "heartbeat.timeout=soon")) {
            assertThat(process.exitStatus()).isEqualTo(ExitCode.UNUSABLE_CONFIGURATION.status());
            assertThat(process.output()).startsWith("SELVAGE-1001").containsOnlyOnce("expected heartbeat.timeout");
        }

        Path onTerminal = Path.of(System.getProperty("selvage.root", ".."), "conf", "log4j-console.properties");
        Files.copy(onTerminal, directory.resolve("log4j.properties"));
        try (ChildJvm process = run("port")) {
            assertThat(process.exitStatus()).isEqualTo(ExitCode.START_FAILED.status());
            assertThat(process.output()).containsOnlyOnce("Expected to start the control port");
        }
    }

    @Test
    void aPartThatFailsWithoutAWordIsToldByWhatWasThrown() throws Exception {
        try (ChildJvm process = run("wordless")) {
            assertThat(process.exitStatus()).isEqualTo(ExitCode.START_FAILED.status());
            assertThat(process.output())
                    .contains("but found: java.lang.IllegalStateException. What")
                    .doesNotContain("null");
        }
    }

    @Test
    void aProcessWhoseLogCannotBeWrittenSaysSoAndLogsOntoTheTerminal() throws Exception {
        Files.createDirectories(directory.resolve("faulty.log"));
        try (ChildJvm process = run("port")) {
            assertThat(process.exitStatus()).isEqualTo(ExitCode.START_FAILED.status());
            assertThat(process.output())
                    .containsOnlyOnce(
                            "Expected to write the log to " + directory.resolve("faulty.log") + ", but found: ")
                    .contains("The log goes to the terminal instead; mend it and start the process again.")
                    .contains("faulty process starts");
        }
    }

    @Test
    void theEffectiveConfigurationIsLoggedWithoutItsSecrets() throws Exception {
        try (ChildJvm process = run("nothing", "parallelism.default=3", "security.ssl.rest.key-password=hush")) {
            Await.until(
                    "it waits", Duration.ofSeconds(60), () -> process.output().contains("waiting"));
        }

        assertThat(log())
                .contains(
                        "parallelism.default: 3",
                        "security.ssl.rest.key-password: ******",
                        "security.ssl.rest.key-password is understood, but nothing reads it yet")
                .doesNotContain("hush");
    }

    private ChildJvm run(String grief, String... assignments) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(grief, directory.toString()));
        arguments.addAll(List.of(assignments));
        return ChildJvm.start(
                directory, FaultyMain.class, List.of("-XX:TieredStopAtLevel=1"), arguments.toArray(String[]::new));
    }

    private String log() throws Exception {
        return Files.readString(directory.resolve("faulty.log"));
    }
}
