package dev.selvage.it.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.selvage.core.id.JobId;
import dev.selvage.platform.Await;
import dev.selvage.platform.ChildJvm;
import dev.selvage.platform.http.client.FormPart;
import dev.selvage.platform.http.client.RestClient;
import dev.selvage.platform.http.client.RestException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What scripts and dashboards made for Flink ask of a cluster, asked of real processes. */
final class RestIT {

    private static final Duration BOUND = Duration.ofSeconds(60);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private static String upload(Path jar, RestClient client) throws Exception {
        JsonNode answer = client.upload(
                "/jars/upload", List.of(FormPart.file("jarfile", jar, "application/x-java-archive")), JsonNode.class);
        assertThat(answer.get("status").asText()).isEqualTo("success");
        return String.valueOf(Path.of(answer.get("filename").asText()).getFileName());
    }

    private static JsonNode run(String jar, RestClient client, String... arguments) throws Exception {
        return client.post("/jars/" + jar + "/run", Map.of("programArgsList", List.of(arguments)), JsonNode.class);
    }

    private static void awaitState(String state, RestClient client, String job) throws Exception {
        Await.until(
                "job " + job + " is " + state,
                BOUND,
                () -> client.get("/jobs/" + job + "/status", JsonNode.class)
                        .get("status")
                        .asText()
                        .equals(state));
    }

    private static JsonNode dispose(String path, RestClient client) throws Exception {
        String name = client.post("/savepoint-disposal", Map.of("savepoint-path", path), JsonNode.class)
                .get("request-id")
                .asText();
        Await.until(
                "the disposal is over",
                BOUND,
                () -> client.get("/savepoint-disposal/" + name, JsonNode.class)
                        .at("/status/id")
                        .asText()
                        .equals("COMPLETED"));
        return client.get("/savepoint-disposal/" + name, JsonNode.class).get("operation");
    }

    @Test
    void anUploadedJarIsRunAndItsJobLookedAtInEveryWay() throws Exception {
        try (Processes processes = new Processes(directory)) {
            ChildJvm jobManager = processes.jobManager();
            RestClient client = processes.leader();
            processes.taskManager(2);
            String output = directory.resolve("counted").toString();
            String jar = upload(UploadedProgram.jar(directory), client);

            JsonNode listed = client.get("/jars", JsonNode.class).at("/files/0");
            assertThat(listed.get("id").asText()).isEqualTo(jar);
            assertThat(listed.get("name").asText()).isEqualTo("counts.jar");
            assertThat(listed.at("/entry/0/name").asText()).isEqualTo(UploadedProgram.NAME);
            JsonNode plan = client.get("/jars/" + jar + "/plan?programArg=count,/there&parallelism=3", JsonNode.class);
            assertThat(plan.at("/plan/name").asText()).isEqualTo("uploaded");
            assertThat(plan.at("/plan/nodes").findValuesAsText("parallelism")).containsOnly("3");
            assertThat(client.get("/jobs", JsonNode.class).get("jobs")).isEmpty();

            String job = client.post(
                            "/jars/" + jar + "/run?parallelism=2&entry-class=" + UploadedProgram.NAME,
                            Map.of("programArgs", "count '" + output + "'"),
                            JsonNode.class)
                    .get("jobid")
                    .asText();
            awaitState("RUNNING", client, job);
            checkpointsAreSeen(client, job);
            tasksAreSeen(client, job);
            savepointsAreDisposedOf(processes, client, job);
            refused(() -> client.post("/jobs/" + job + "/stop", Map.of("target-directory", "/there"), JsonNode.class))
                    .hasMessageContaining("target-directory");
            refused(() -> client.post("/jars/" + jar + "/run", Map.of("savepointPth", "/there"), JsonNode.class))
                    .hasMessageContaining("savepointPth");
            refused(() -> client.post("/jobs/" + job + "/savepoints", Map.of("target-directory", ""), JsonNode.class))
                    .hasMessageContaining("Expected a directory for the savepoint, but found none");
            client.get("/jobs/" + job + "/yarn-cancel", JsonNode.class);
            awaitState("CANCELED", client, job);
            aStopThatComesTooLateIsRefused(client, job);

            client.delete("/jars/" + jar, JsonNode.class);
            assertThat(client.get("/jars", JsonNode.class).get("files")).isEmpty();
            assertThat(client.get("/jobmanager/logs", JsonNode.class).findValuesAsText("name"))
                    .anyMatch(name -> name.endsWith(".log"));
            client.delete("/cluster", JsonNode.class);
            assertThat(jobManager.exitStatus()).isZero();
        }
    }

    private void aStopThatComesTooLateIsRefused(RestClient client, String job) throws Exception {
        // It shows as cancelled a moment before its last answers are written; until then it takes wishes.
        Await.until(
                "its result is there",
                BOUND,
                () -> client.get("/jobs/" + job + "/execution-result", JsonNode.class)
                        .at("/status/id")
                        .asText()
                        .equals("COMPLETED"));
        Path late = directory.resolve("late");
        assertThatThrownBy(() -> client.post(
                        "/jobs/" + job + "/stop", Map.of("targetDirectory", late.toString()), JsonNode.class))
                .isInstanceOfSatisfying(
                        RestException.class, e -> assertThat(e.status()).isEqualTo(409))
                .hasMessageContaining("has ended: CANCELLED");
        assertThat(late).doesNotExist();
    }

    private static void checkpointsAreSeen(RestClient client, String job) throws Exception {
        String path = "/jobs/" + job + "/checkpoints";
        Await.until(
                "three checkpoints are complete",
                BOUND,
                () -> client.get(path, JsonNode.class).at("/counts/completed").asInt() >= 3);
        JsonNode all = client.get(path, JsonNode.class);
        JsonNode completed = all.at("/latest/completed");
        assertThat(completed.get("status").asText()).isEqualTo("COMPLETED");
        assertThat(completed.get("is_savepoint").asBoolean()).isFalse();
        assertThat(completed.get("num_acknowledged_subtasks").asInt())
                .isEqualTo(completed.get("num_subtasks").asInt())
                .isPositive();
        assertThat(completed.get("state_size").asLong()).isPositive();
        assertThat(all.at("/summary/end_to_end_duration/max").asLong())
                .isGreaterThanOrEqualTo(
                        all.at("/summary/end_to_end_duration/min").asLong());
        assertThat(all.get("history").size()).isBetween(3, 11);
        JsonNode detail = client.get(path + "/details/" + completed.get("id").asLong(), JsonNode.class);
        assertThat(detail.get("tasks").size()).isPositive();
        JsonNode config = client.get(path + "/config", JsonNode.class);
        assertThat(config.get("interval").asLong()).isEqualTo(200);
        assertThat(config.get("mode").asText()).isEqualTo("exactly_once");
    }

    private static void tasksAreSeen(RestClient client, String job) throws Exception {
        JsonNode detail = client.get("/jobs/" + job, JsonNode.class);
        String vertex = detail.at("/vertices/0/id").asText();
        JsonNode tasks = client.get("/jobs/" + job + "/vertices/" + vertex, JsonNode.class);
        assertThat(tasks.get("parallelism").asInt()).isEqualTo(2);
        assertThat(tasks.get("subtasks")).hasSize(2).allSatisfy(task -> {
            assertThat(task.get("status").asText()).isEqualTo("RUNNING");
            assertThat(task.get("host").asText()).startsWith("127.0.0.1:");
            assertThat(task.get("attempt").asInt()).isZero();
            assertThat(task.get("start-time").asLong()).isPositive();
            assertThat(task.get("end-time").asLong()).isEqualTo(-1);
        });
        assertThat(client.get("/jobs/" + job + "/config", JsonNode.class)
                        .at("/execution-config/job-parallelism")
                        .asInt())
                .isEqualTo(2);
        assertThat(client.get("/jobs/" + job + "/accumulators", JsonNode.class).get("user-task-accumulators"))
                .isEmpty();
        String taskManager = client.get("/taskmanagers", JsonNode.class)
                .at("/taskmanagers/0/id")
                .asText();
        assertThat(client.get("/taskmanagers/" + taskManager, JsonNode.class)
                        .get("timeSinceLastHeartbeat")
                        .asLong())
                .isPositive();
    }

    private void savepointsAreDisposedOf(Processes processes, RestClient client, String job) throws Exception {
        JobId id = JobId.parse(job);
        Path savepoint =
                processes.awaitSavepoint(id, processes.askForSavepoint(id, directory.resolve("savepoints"), false));
        assertThat(savepoint.resolve("_metadata")).exists();
        assertThat(dispose(savepoint.toString(), client).has("failure-cause")).isFalse();
        assertThat(savepoint).doesNotExist();

        assertThat(dispose(savepoint.toString(), client)
                        .at("/failure-cause/stack-trace")
                        .asText())
                .contains("found nothing there");
        Path mine = Files.createDirectories(directory.resolve("mine"));
        Files.writeString(mine.resolve("letter"), "keep me");
        assertThat(dispose(mine.toString(), client)
                        .at("/failure-cause/stack-trace")
                        .asText())
                .contains("no file _metadata in it");
        assertThat(mine.resolve("letter")).exists();
    }

    @Test
    void aProgramThatMakesNoJobIsAnsweredWithASentence() throws Exception {
        try (Processes processes = new Processes(directory)) {
            processes.jobManagerWith("-Dclient.timeout=15 s");
            RestClient client = processes.leader();
            Path file = UploadedProgram.jar(directory);
            String jar = upload(file, client);
            String there = directory.resolve("there").toString();

            refused(() -> run(jar, client, "fail"))
                    .hasMessageContaining("it threw java.lang.IllegalStateException: the wind was against me")
                    .hasMessageContaining("uploaded.Program.main(Program.java");
            refused(() -> run(jar, client, "exit")).hasMessageContaining("ended with exit status 3");
            refused(() -> run(jar, client, "nothing"))
                    .hasMessageContaining("without a call of execute()")
                    .hasMessageContaining("nothing to do");
            refused(() -> run(jar, client, "twice", there)).hasMessageContaining("Expected one job of a program");
            refused(() -> run(jar, client, "hang"))
                    .hasMessageContaining("still at it after 15 s")
                    .hasMessageContaining("I wait for nothing");
            refused(() -> client.get("/jars/" + jar + "/plan?entry-class=no.Such", JsonNode.class))
                    .hasMessageContaining("there is no such class in the jar");
            refused(() -> client.get("/jars/" + jar + "/plan?parallelism=many", JsonNode.class))
                    .hasMessageContaining("whole number");
            assertThat(client.get("/jobs", JsonNode.class).get("jobs")).isEmpty();

            assertThatThrownBy(() -> client.get("/jars/..%2Fconf/plan", JsonNode.class))
                    .hasMessageContaining("found none with the identifier");
            Path text = Files.writeString(directory.resolve("text.jar"), "no jar");
            refused(() -> upload(text, client)).hasMessageContaining("cannot be read as one");
            refused(() -> client.get("/jobs/" + new JobId(0, 9) + "/yarn-stop", JsonNode.class))
                    .hasMessageContaining("yarn-cancel");
        }
    }

    private static AbstractThrowableAssert<?, ?> refused(ThrowingCallable request) {
        return assertThatThrownBy(request)
                .isInstanceOfSatisfying(
                        RestException.class, e -> assertThat(e.status()).isEqualTo(400));
    }

    @Test
    void aJobThatCannotBeStoredIsRefusedWithTheReason() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "no directory");
        try (Processes processes = new Processes(directory)) {
            processes.jobManagerWith("-Dexecution.checkpointing.dir=" + file);
            RestClient client = processes.leader();
            String jar = upload(UploadedProgram.jar(directory), client);

            assertThatThrownBy(() -> run(jar, client, "count", "/there"))
                    .isInstanceOfSatisfying(
                            RestException.class, e -> assertThat(e.status()).isEqualTo(503))
                    .hasMessageContaining("it is not accepted")
                    .hasMessageContaining("execution.checkpointing.dir");
            assertThat(client.get("/jobs", JsonNode.class).get("jobs")).isEmpty();
        }
    }

    @Test
    void whereNobodyMayBringCodeNothingIsUploadedOrRun() throws Exception {
        try (Processes processes = new Processes(directory)) {
            processes.jobManagerWith("-Dweb.submit.enable=false");
            RestClient client = processes.leader();
            Path file = UploadedProgram.jar(directory);

            assertThatThrownBy(() -> upload(file, client))
                    .isInstanceOfSatisfying(
                            RestException.class, e -> assertThat(e.status()).isEqualTo(403))
                    .hasMessageContaining("web.submit.enable is false");
            assertThatThrownBy(() -> run("any.jar", client, "count"))
                    .isInstanceOfSatisfying(
                            RestException.class, e -> assertThat(e.status()).isEqualTo(403));
            assertThat(client.get("/config", JsonNode.class)
                            .at("/features/web-submit")
                            .asBoolean(true))
                    .isFalse();
        }
    }
}
