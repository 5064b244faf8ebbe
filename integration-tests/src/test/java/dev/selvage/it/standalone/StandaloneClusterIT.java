package dev.selvage.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.selvage.platform.Await;
import dev.selvage.platform.http.client.RestClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Clusters as people start them on a machine: by the scripts of the distribution, which stop them without a trace. */
final class StandaloneClusterIT {

    private static final Duration BOUND = Duration.ofMinutes(3);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private static int number(RestClient cluster, String field) throws Exception {
        return cluster.get("/overview", JsonNode.class).get(field).asInt();
    }

    private static void awaitTaskManagers(int wanted, RestClient cluster, UnpackedDistribution selvage)
            throws Exception {
        Await.until(
                () -> wanted + " TaskManagers are there, where they said:" + selvage.said(),
                BOUND,
                () -> answers(cluster) && number(cluster, "taskmanagers") == wanted);
    }

    /** Until another one leads, clients are sent to the one that did. */
    private static boolean answers(RestClient cluster) throws InterruptedException {
        try {
            cluster.get("/overview", JsonNode.class);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aClusterOnThisMachineRunsAnExampleAndLeavesNothingBehind() throws Exception {
        int port = UnpackedDistribution.freePort();
        try (UnpackedDistribution selvage = new UnpackedDistribution(directory)) {
            selvage.write("workers", "localhost\nlocalhost\n");
            UnpackedDistribution.Ended start =
                    selvage.call("start-cluster.sh", "-D", "rest.port=" + port, "-Dtaskmanager.numberOfTaskSlots=2");

            assertThat(start.status()).as(start.said() + selvage.said()).isZero();
            assertThat(start.said())
                    .startsWith("Starting cluster.\n")
                    .contains("Starting standalonesession daemon on host ", "Starting taskexecutor daemon on host ");
            RestClient cluster = SubmittedExample.client(port);
            awaitTaskManagers(2, cluster, selvage);
            assertThat(number(cluster, "slots-total")).isEqualTo(4);
            assertThat(new SubmittedExample(directory).count("to be or not to be", cluster))
                    .containsExactly("be 1", "be 2", "not 1", "or 1", "to 1", "to 2");

            List<ProcessHandle> processes = selvage.allProcesses();
            assertThat(processes).hasSize(3);
            UnpackedDistribution.Ended stop = selvage.call("stop-cluster.sh");
            assertThat(stop.status()).as(stop.said()).isZero();
            assertThat(stop.said())
                    .contains("Stopping taskexecutor daemon (pid: ", "Stopping standalonesession daemon");
            // Whoever adopted them may take a moment to notice.
            Await.until(
                    "none of the processes is left",
                    BOUND,
                    () -> processes.stream().noneMatch(ProcessHandle::isAlive));
            assertThat(selvage.call("stop-cluster.sh").said())
                    .contains("No taskexecutor daemon to stop", "No standalonesession daemon to stop");
        }
    }

    @Test
    void aStandbyTakesOverFromAMasterThatWasKilled() throws Exception {
        List<Integer> ports = List.of(UnpackedDistribution.freePort(), UnpackedDistribution.freePort());
        try (UnpackedDistribution selvage = new UnpackedDistribution(directory)) {
            selvage.configure("high-availability: yarn\n");
            selvage.write("masters", "localhost:" + ports.get(0) + "\nlocalhost:" + ports.get(1) + "\n");
            UnpackedDistribution.Ended start = selvage.call("start-cluster.sh");

            assertThat(start.status()).as(start.said() + selvage.said()).isZero();
            assertThat(start.said()).startsWith("Starting HA cluster with 2 masters.\n");
            awaitTaskManagers(1, SubmittedExample.client(ports.get(0)), selvage);
            awaitTaskManagers(1, SubmittedExample.client(ports.get(1)), selvage);

            selvage.processes("standalonesession").get(0).destroyForcibly();
            RestClient other = SubmittedExample.client(ports.get(1));
            awaitTaskManagers(1, other, selvage);
            assertThat(new SubmittedExample(directory).count("once more once", other))
                    .containsExactly("more 1", "once 1", "once 2");

            UnpackedDistribution.Ended stop = selvage.call("stop-cluster.sh");
            assertThat(stop.said()).contains("Skipping standalonesession daemon (pid: ");
            assertThat(selvage.allProcesses()).isEmpty();
        }
    }

    @Test
    void processesAreStartedAndStoppedOneByOne() throws Exception {
        int port = UnpackedDistribution.freePort();
        try (UnpackedDistribution selvage = new UnpackedDistribution(directory)) {
            assertThat(selvage.call("jobmanager.sh", "start", "localhost", "" + port)
                            .status())
                    .isZero();
            RestClient cluster = SubmittedExample.client(port);
            for (int number = 1; number <= 2; number++) {
                assertThat(selvage.call("taskmanager.sh", "start").said()).contains("Starting taskexecutor daemon");
                awaitTaskManagers(number, cluster, selvage);
            }
            Path output = directory.resolve("foreground.said");
            Process foreground = selvage.begin(output, "taskmanager.sh", "start-foreground");
            selvage.awaitSaid(output, "TaskManager is up");
            awaitTaskManagers(3, cluster, selvage);
            assertThat(output).content().contains("Starting taskexecutor as a console application on host ");

            List<ProcessHandle> taskManagers = selvage.processes("taskexecutor");
            assertThat(taskManagers).hasSize(3).contains(foreground.toHandle());
            assertThat(selvage.call("taskmanager.sh", "stop").status()).isZero();
            assertThat(foreground.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(selvage.processes("taskexecutor")).isEqualTo(taskManagers.subList(0, 2));
            assertThat(selvage.call("taskmanager.sh", "stop-all").status()).isZero();
            assertThat(selvage.processes("taskexecutor")).isEmpty();
            assertThat(selvage.call("jobmanager.sh", "stop").status()).isZero();
            assertThat(selvage.allProcesses()).isEmpty();
        }
    }

    @Test
    void otherMachinesAreReachedBySsh() throws Exception {
        int port = UnpackedDistribution.freePort();
        try (UnpackedDistribution selvage = new UnpackedDistribution(directory)) {
            // Runs the command here; what it is given shows that the words survive two shells.
            Path ssh = Files.createDirectories(directory.resolve("bin")).resolve("ssh");
            Files.writeString(ssh, """
                #!/usr/bin/env bash
                echo "ssh $1 $2 to $3" | tee -a '%s'
                exec bash -c "$5"
                """.formatted(directory.resolve("calls")));
            Files.setPosixFilePermissions(ssh, PosixFilePermissions.fromString("rwxr-xr-x"));
            selvage.set("PATH", ssh.getParent() + ":" + System.getenv("PATH"));
            selvage.configure("env.ssh.opts: -p 22022\njobmanager.rpc.address: 127.0.0.1\n");
            selvage.write("workers", "far.invalid\nfar.invalid\n");

            UnpackedDistribution.Ended start =
                    selvage.call("start-cluster.sh", "-Drest.port=" + port, "-Denv.java.opts=-Dsaid=$HOME's");

            assertThat(start.status()).as(start.said() + selvage.said()).isZero();
            awaitTaskManagers(2, SubmittedExample.client(port), selvage);
            assertThat(directory.resolve("calls"))
                    .hasContent("ssh -p 22022 to far.invalid\nssh -p 22022 to far.invalid\n");
            assertThat(selvage.processes("taskexecutor"))
                    .as("two that began at once are both written down")
                    .hasSize(2);
            assertThat(selvage.call("stop-cluster.sh").status()).isZero();
            assertThat(selvage.allProcesses()).isEmpty();
        }
    }

    @Test
    void theDistributionHoldsWhatAProcessNeedsAndNothingTwice() throws Exception {
        List<String> jars;
        try (Stream<Path> files = Files.list(UnpackedDistribution.HOME.resolve("lib"))) {
            jars = files.map(file -> file.getFileName().toString()).sorted().toList();
        }

        assertThat(jars)
                .noneMatch(jar -> jar.contains("-tests") || jar.contains("junit") || jar.contains("examples"))
                .anyMatch(jar -> jar.startsWith("hadoop-client-runtime-"))
                .doesNotHaveDuplicates();
        assertThat(jars.stream().map(jar -> jar.replaceFirst("-[0-9].*", "")))
                .as("one version of each")
                .doesNotHaveDuplicates();
        for (String name : List.of("LICENSE", "NOTICE", "THIRD-PARTY.md", "docs/standalone.md", "plugins")) {
            assertThat(UnpackedDistribution.HOME.resolve(name)).exists();
        }
        try (JarFile example = new JarFile(
                UnpackedDistribution.HOME.resolve("examples/WordCount.jar").toFile())) {
            assertThat(example.getManifest().getMainAttributes().getValue("Main-Class"))
                    .isEqualTo("dev.selvage.examples.WordCount");
        }
        try (Stream<Path> files = Files.list(UnpackedDistribution.HOME.getParent())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .anyMatch(name -> name.matches("selvage-[0-9].*\\.tar\\.gz"));
        }
    }
}
