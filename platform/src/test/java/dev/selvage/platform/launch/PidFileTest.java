package dev.selvage.platform.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {

    @TempDir
    private Path directory;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() throws Exception {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    /** One whose command has the name in it, as a JVM's has its main class. */
    private long process(String name) throws Exception {
        Process process = new ProcessBuilder("sh", "-c", "read line", name).start();
        started.add(process);
        return process.pid();
    }

    private PidFile open() throws Exception {
        return PidFile.open(directory.resolve("own/daemons.pid"), Daemon.TASKMANAGER);
    }

    private List<String> lines() throws Exception {
        return Files.readAllLines(directory.resolve("own/daemons.pid"));
    }

    @Test
    void aProcessKeepsItsNumberAndFreeOnesAreTakenAgain() throws Exception {
        long first = process(Daemon.TASKMANAGER.mainClass());
        long second = process(Daemon.TASKMANAGER.mainClass());
        try (PidFile pids = open()) {
            assertThat(pids.free()).isZero();
            pids.put(0, first);
            pids.put(1, second);
            assertThat(pids.free()).isEqualTo(2);
        }
        assertThat(lines()).containsExactly("" + first, "" + second);

        started.get(0).destroyForcibly().waitFor();
        try (PidFile pids = open()) {
            assertThat(pids.living()).extracting(PidFile.Entry::number).containsExactly(1);
            assertThat(pids.gone()).containsExactly(first);
            assertThat(pids.free()).isZero();
            pids.tidy();
        }
        assertThat(lines()).containsExactly("0", "" + second);
    }

    @Test
    void aNumberThatSomebodyElseHasByNowIsLeftAlone() throws Exception {
        long other = process(Daemon.JOBMANAGER.mainClass());
        try (PidFile pids = open()) {
            pids.put(0, other);

            assertThat(pids.living()).isEmpty();
            assertThat(pids.gone()).containsExactly(other);
            pids.tidy();
        }
        assertThat(lines()).isEmpty();
        assertThat(started.get(0).isAlive()).isTrue();
    }

    @Test
    void rubbishInTheFileIsNobody() throws Exception {
        Files.createDirectories(directory.resolve("own"));
        Files.writeString(directory.resolve("own/daemons.pid"), "\nhello\n-5\n");

        try (PidFile pids = open()) {
            assertThat(pids.living()).isEmpty();
            assertThat(pids.free()).isZero();
        }
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsNamedWithItsOption() throws Exception {
        Files.writeString(directory.resolve("own"), "a file");

        assertThatThrownBy(this::open)
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining(directory.resolve("own").toString())
                .hasMessageContaining("env.pid.dir");
    }
}
