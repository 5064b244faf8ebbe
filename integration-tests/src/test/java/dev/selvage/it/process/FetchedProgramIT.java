package dev.selvage.it.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.selvage.it.cluster.ZooKeeperEnsemble;
import dev.selvage.platform.Await;
import dev.selvage.platform.ChildJvm;
import dev.selvage.platform.http.client.FormPart;
import dev.selvage.platform.http.client.RestClient;
import dev.selvage.platform.security.Keystores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A job with classes of its own on TaskManagers that do not know where JobManagers keep what tasks run, all of it behind TLS. */
final class FetchedProgramIT {

    private static final Duration BOUND = Duration.ofSeconds(60);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private String[] settings(String... more) throws Exception {
        List<String> all = new ArrayList<>(List.of(more));
        Path key = directory.resolve("ours.p12");
        Keystores.settings(key, directory.resolve("ours-trust.p12"))
                .forEach((name, value) -> all.add("-D" + name + "=" + value));
        return all.toArray(String[]::new);
    }

    private ChildJvm taskManager(Processes processes) throws Exception {
        return processes.taskManagerWith(settings(
                "-Dtaskmanager.numberOfTaskSlots=1",
                "-Dhigh-availability.storageDir=" + directory.resolve("not there"),
                "-Dio.tmp.dirs=" + directory.resolve("tmp")));
    }

    /** What TaskManagers, dead ones too, have fetched, by name. */
    private List<String> fetched() throws IOException {
        return LiveTree.files(directory.resolve("tmp")).stream()
                .map(file -> String.valueOf(file.getFileName()))
                .filter(name -> name.matches("[0-9a-f]{64}"))
                .sorted()
                .toList();
    }

    private static String run(Path jar, RestClient client, String output) throws Exception {
        JsonNode uploaded = client.upload(
                "/jars/upload", List.of(FormPart.file("jarfile", jar, "application/x-java-archive")), JsonNode.class);
        String name = String.valueOf(Path.of(uploaded.get("filename").asText()).getFileName());
        return client.post(
                        "/jars/" + name + "/run?parallelism=2",
                        Map.of("programArgsList", List.of("count", output)),
                        JsonNode.class)
                .get("jobid")
                .asText();
    }

    private static void awaitState(String state, Processes processes, String job) throws Exception {
        Await.until(
                "the job is " + state,
                BOUND,
                () -> processes
                        .leader()
                        .get("/jobs/" + job + "/status", JsonNode.class)
                        .get("status")
                        .asText()
                        .equals(state));
    }

    @Test
    void whatAJobNeedsComesFromWhoeverLeadsThoughTheOneThatAcceptedItIsGone() throws Exception {
        Keystores.trusting(Keystores.key(directory, "ours"), "ours");
        CountingJob counts = new CountingJob(directory.resolve("output"));
        String checkpoints = "-Dexecution.checkpointing.dir=" + directory.resolve("checkpoints");
        try (ZooKeeperEnsemble ensemble = ZooKeeperEnsemble.start(directory);
                Processes processes = Processes.onZooKeeper(directory, ensemble)) {
            ChildJvm leader = processes.jobManagerWith(settings(checkpoints));
            processes.leader();
            processes.jobManagerWith(settings(checkpoints));
            ChildJvm victim = taskManager(processes);
            taskManager(processes);
            String job = run(
                    UploadedProgram.jar(directory),
                    processes.leader(),
                    counts.output().toString());
            counts.awaitCommitted();
            Set<String> before = counts.deployments();
            assertThat(fetched()).as("each of two has a program and a jar").hasSize(4);
            assertThat(fetched().stream().distinct()).hasSize(2);

            leader.kill();
            taskManager(processes);
            awaitState("RUNNING", processes, job);
            victim.kill();
            Await.until(
                    () -> "what runs on the third is committed: " + processes.said(),
                    BOUND,
                    () -> counts.deployments().size() > before.size());
            assertThat(fetched().stream().distinct()).hasSize(2);
            assertThat(processes.said())
                    .as("nobody is left to believe that this holds for REST")
                    .contains("by TLSv1.2, but REST is not served by TLS yet")
                    .as("settings are shown, passwords are not")
                    .doesNotContain(Keystores.PASSWORD);
            assertThat(counts.committed()).doesNotHaveDuplicates();

            processes.leader().patch("/jobs/" + job + "?mode=cancel", Map.of(), JsonNode.class);
            awaitState("CANCELED", processes, job);
            Await.until(
                    "the living have let go of it: " + fetched(),
                    BOUND,
                    () -> fetched().size() == 2);
            assertThat(directory.resolve("not there")).doesNotExist();
        }
    }
}
