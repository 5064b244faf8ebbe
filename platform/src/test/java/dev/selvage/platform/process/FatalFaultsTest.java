package dev.selvage.platform.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.platform.Await;
import dev.selvage.platform.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real processes, since it is their exit status that YARN and scripts go by. */
class FatalFaultsTest {

    @TempDir
    private Path directory;

    @Test
    void aBugInAnyThreadEndsTheProcessWithItsStatusAndItsReasonInTheLog() throws Exception {
        try (ChildJvm process = run("uncaught", false)) {
            assertThat(process.exitStatus()).isEqualTo(ExitCode.FAULT.status());
            assertThat(process.output()).contains("part stopped");
        }

        assertThat(log())
                .contains(
                        "A fault in buggy-thread: ending this process with status 3 (FAULT)",
                        "java.lang.IllegalStateException: a bug");
    }

    @Test
    void haltingSkipsWhatWouldBeStopped() throws Exception {
        try (ChildJvm process = run("uncaught", true)) {
            assertThat(process.exitStatus()).isEqualTo(ExitCode.FAULT.status());
            assertThat(process.output()).doesNotContain("part stopped");
        }
    }

    @Test
    void outOfMemoryHasAStatusOfItsOwnEvenDeepInTheCauses() throws Exception {
        try (ChildJvm process = run("memory", false)) {
            assertThat(process.exitStatus()).isEqualTo(ExitCode.OUT_OF_MEMORY.status());
        }
    }

    @Test
    void onlyTheFirstFaultIsTold() throws Exception {
        try (ChildJvm process = run("twice", false)) {
            assertThat(process.exitStatus()).isEqualTo(ExitCode.FAULT.status());
        }

        assertThat(log()).contains("the cause").doesNotContain("a consequence");
    }

    @Test
    void sigtermStopsThePartsAndWritesTheLogOut() throws Exception {
        try (ChildJvm process = run("nothing", false)) {
            Await.until(
                    "it waits", Duration.ofSeconds(20), () -> process.output().contains("waiting"));
            process.terminate();
            assertThat(process.exitStatus()).isEqualTo(128 + 15);
            assertThat(process.output()).contains("part stopped");
        }

        assertThat(log()).contains("the only part started", "the only part stopped");
    }

    private ChildJvm run(String grief, boolean halt) throws Exception {
        return ChildJvm.start(
                directory,
                FaultyMain.class,
                List.of("-XX:TieredStopAtLevel=1"),
                grief,
                directory.toString(),
                Boolean.toString(halt));
    }

    private String log() throws Exception {
        return Files.readString(directory.resolve("faulty.log"));
    }
}
