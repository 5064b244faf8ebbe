package dev.selvage.it.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.selvage.core.id.JobId;
import dev.selvage.platform.Await;
import dev.selvage.platform.ChildJvm;
import dev.selvage.platform.http.client.RestClient;
import dev.selvage.platform.http.client.RestException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that takes jobs from its users, with a JobManager that stands by, in processes of their own. */
final class SessionIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private CountingJob first;
    private CountingJob second;

    @BeforeEach
    void twoJobs() {
        first = new CountingJob(directory.resolve("first"));
        second = new CountingJob(directory.resolve("second"));
    }

    private static String state(RestClient client, JobId job) throws Exception {
        return client.get("/jobs/" + job + "/status", JsonNode.class)
                .get("status")
                .asText();
    }

    @Test
    void theStandbyTakesOverAndNoTaskOfAnyJobStartsAgain() throws Exception {
        try (Processes processes = new Processes(directory)) {
            ChildJvm leader = processes.jobManager();
            RestClient client = processes.leader();
            processes.jobManager();
            processes.taskManager(2);
            processes.taskManager(2);
            JobId one = processes.submit(first.graph(2, Map.of()));
            JobId two = processes.submit(second.graph(2, Map.of()));
            first.awaitCommitted();
            second.awaitCommitted();
            assertThat(client.get("/jobs/overview", JsonNode.class).findValuesAsText("state"))
                    .containsExactly("RUNNING", "RUNNING");
            Set<String> before = first.deployments();

            leader.kill();
            first.letEnd();
            second.letEnd();
            processes.awaitState(one, "FINISHED");
            processes.awaitState(two, "FINISHED");

            assertThat(first.committed().stream().sorted()).isEqualTo(CountingJob.everyCountOnce());
            assertThat(second.committed().stream().sorted()).isEqualTo(CountingJob.everyCountOnce());
            assertThat(first.deployments())
                    .as("no task was started again: " + processes.said())
                    .isEqualTo(before);
        }
    }

    @Test
    void aJobManagerThatIsStartedAgainAtTheSamePortLeads() throws Exception {
        try (Processes processes = new Processes(directory)) {
            ChildJvm leader = processes.jobManager();
            String address = processes.leaderRecord().rest();
            leader.kill();

            ChildJvm again = processes.jobManagerWith("-Drest.bind-port=" + address.replaceFirst(".*:", ""));
            Await.until(
                    () -> "it leads: " + processes.said(),
                    Duration.ofSeconds(60),
                    () -> processes.timesSaid(again, "leads, as number 2") == 1);
            assertThat(processes.leaderRecord().rest()).isEqualTo(address);
        }
    }

    @Test
    void jobsAreStoppedCancelledAndAskedAfterThroughAnyJobManager() throws Exception {
        try (Processes processes = new Processes(directory)) {
            processes.jobManager();
            processes.leader();
            processes.jobManager();
            processes.taskManager(4);
            JobId stopped = processes.submit(first.graph(2, Map.of()));
            JobId cancelled = processes.submit(second.graph(2, Map.of()));
            first.awaitCommitted();
            second.awaitCommitted();
            RestClient client = processes.standby();

            String name = client.post(
                            "/jobs/" + stopped + "/stop",
                            Map.of(
                                    "targetDirectory",
                                    directory.resolve("savepoints").toString()),
                            JsonNode.class)
                    .get("request-id")
                    .asText();
            assertThat(processes.awaitSavepoint(stopped, name).resolve("_metadata"))
                    .exists();
            processes.awaitState(stopped, "FINISHED");
            client.patch("/jobs/" + cancelled + "?mode=cancel", Map.of(), JsonNode.class);
            processes.awaitState(cancelled, "CANCELED");

            JsonNode detail = client.get("/jobs/" + stopped, JsonNode.class);
            assertThat(detail.get("name").asText()).isEqualTo("counts");
            assertThat(detail.at("/vertices").findValuesAsText("status")).containsOnly("FINISHED");
            assertThat(client.get("/overview", JsonNode.class)
                            .get("slots-available")
                            .asInt())
                    .isEqualTo(4);
            assertThat(client.get("/taskmanagers", JsonNode.class)
                            .at("/taskmanagers/0/slotsNumber")
                            .asInt())
                    .isEqualTo(4);
        }
    }

    @Test
    void whatCannotBeDoneIsAnsweredWithASentence() throws Exception {
        try (Processes processes = new Processes(directory)) {
            processes.jobManager();
            RestClient client = processes.leader();

            assertThatThrownBy(() -> client.get("/jobs/" + new JobId(0, 9), JsonNode.class))
                    .isInstanceOfSatisfying(
                            RestException.class, e -> assertThat(e.status()).isEqualTo(404))
                    .hasMessageContaining("found none with the identifier 00000000000000000000000000000009");
            assertThatThrownBy(() -> client.get("/jobs/nonsense", JsonNode.class))
                    .hasMessageContaining("32 hex digits");
            JobId waiting = processes.submit(first.graph(1, Map.of()));
            assertThat(state(client, waiting)).isEqualTo("CREATED");
            assertThatThrownBy(() -> client.post("/jobs/" + waiting + "/savepoints", Map.of(), JsonNode.class))
                    .hasMessageContaining("execution.checkpointing.savepoint-dir");
            assertThatThrownBy(() -> client.post("/jobs", Map.of(), JsonNode.class))
                    .hasMessageContaining("parts job, program");
        }
    }
}
