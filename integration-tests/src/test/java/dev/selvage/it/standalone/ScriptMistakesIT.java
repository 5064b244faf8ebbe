package dev.selvage.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.platform.Await;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What people get wrong on the first day: a sentence says it, and nothing stays behind. */
final class ScriptMistakesIT {

    private static final Duration BOUND = Duration.ofMinutes(3);
    private static final int UNUSABLE = 2;
    private static final int START_FAILED = 5;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private UnpackedDistribution selvage;

    @BeforeEach
    void unpack() throws Exception {
        selvage = new UnpackedDistribution(directory);
    }

    @AfterEach
    void end() throws Exception {
        selvage.close();
    }

    private void refused(int status, String sentence, String script, String... words) throws Exception {
        UnpackedDistribution.Ended ended = selvage.call(script, words);

        assertThat(ended.said()).contains(sentence).doesNotContain("\tat ", "Exception in thread");
        assertThat(ended.status()).isEqualTo(status);
        assertThat(selvage.allProcesses()).isEmpty();
    }

    @Test
    void aPortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = String.valueOf(taken.getLocalPort());

            refused(START_FAILED, "port " + port, "jobmanager.sh", "start", "localhost", port);
            // Found out when it begins to lead, which on a slow machine may be after the script has returned.
            selvage.call(
                    "jobmanager.sh",
                    "start",
                    "localhost",
                    "" + UnpackedDistribution.freePort(),
                    "-Djobmanager.rpc.port=" + port);
            Await.until(
                    "the JobManager has ended",
                    BOUND,
                    () -> selvage.allProcesses().isEmpty());
            assertThat(selvage.said()).contains("Expected to listen for TaskManagers on localhost, port " + port);
        }
    }

    @Test
    void aJavaThatIsTooOldOrNotThere() throws Exception {
        Path java = Files.createDirectories(directory.resolve("java8/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"1.8.0_392\"' >&2\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));

        selvage.set("JAVA_HOME", directory.resolve("java8").toString());
        refused(UNUSABLE, "Expected Java 17 or newer, but found 1.8.0_392 at " + java, "taskmanager.sh", "start");
        selvage.set("JAVA_HOME", "/nowhere");
        refused(UNUSABLE, "but found no /nowhere/bin/java", "start-cluster.sh");
        selvage.configure("env.java.home: \"/else where\" # ours\n");
        refused(UNUSABLE, "but found no /else where/bin/java", "start-cluster.sh");
    }

    @Test
    void wordsAndSettingsThatNobodyKnows() throws Exception {
        refused(UNUSABLE, "start, start-foreground, stop or stop-all, but found nothing", "jobmanager.sh");
        refused(UNUSABLE, "but found restart", "taskmanager.sh", "restart");
        refused(
                UNUSABLE,
                "taskmanager.numberOfTaskSlot",
                "taskmanager.sh",
                "start",
                "-Dtaskmanager.numberOfTaskSlot=2");
        refused(
                UNUSABLE,
                "taskmanager.memory.process.size",
                "taskmanager.sh",
                "start",
                "-Dtaskmanager.memory.process.size=99m");
        refused(UNUSABLE, "Expected no words but -Dkey=value, but found now", "start-cluster.sh", "now");
        selvage.set("SELVAGE_CONF_DIR", "/nowhere");
        refused(UNUSABLE, "Expected the configuration directory /nowhere", "start-cluster.sh");
    }

    @Test
    void aJvmThatDoesNotStart() throws Exception {
        refused(
                START_FAILED,
                "Unrecognized VM option 'NoSuchThing'",
                "taskmanager.sh",
                "start",
                "-Denv.java.opts.taskmanager=-XX:NoSuchThing");
    }

    @Test
    void aMasterWithoutHighAvailabilityIsAlone() throws Exception {
        selvage.write("masters", "localhost:8081\nlocalhost:8082\n");

        refused(UNUSABLE, "Expected one host in", "start-cluster.sh");
    }

    @Test
    void aForegroundProcessThatCannotStart() throws Exception {
        refused(UNUSABLE, "taskmanager.nonsense", "taskmanager.sh", "start-foreground", "-Dtaskmanager.nonsense=2");
    }
}
