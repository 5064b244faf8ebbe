package dev.selvage.it.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.selvage.core.id.JobId;
import dev.selvage.platform.Await;
import dev.selvage.platform.ChildJvm;
import dev.selvage.platform.http.client.RestException;
import dev.selvage.platform.process.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What stays of jobs when they end, when others move it, and when some of it is damaged. */
final class KeptCheckpointsIT {

    private static final Duration BOUND = Duration.ofSeconds(60);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private static void cancel(Processes processes, JobId job) throws Exception {
        processes.leader().patch("/jobs/" + job + "?mode=cancel", Map.of(), JsonNode.class);
    }

    private static List<Path> in(Path place) throws IOException {
        try (Stream<Path> names = Files.list(place)) {
            return names.sorted().toList();
        }
    }

    private static Path newest(Path checkpoints) throws IOException {
        return in(checkpoints).stream()
                .filter(place -> Files.exists(place.resolve("_metadata")))
                .max(Comparator.comparingLong(
                        place -> Long.parseLong(place.getFileName().toString().substring("chk-".length()))))
                .orElseThrow();
    }

    @Test
    void aRetainedCheckpointIsMovedAndTheJobGoesOnAtTwiceAndAtHalfTheParallelism() throws Exception {
        Path checkpoints = directory.resolve("checkpoints");
        CountingJob job = new CountingJob(directory.resolve("output"));
        try (Processes processes = new Processes(directory)) {
            processes.jobManager();
            processes.leader();
            processes.taskManager(4);
            Map<String, String> kept = Map.of(
                    "execution.checkpointing.dir",
                    checkpoints.toString(),
                    "execution.checkpointing.externalized-checkpoint-retention",
                    "RETAIN_ON_CANCELLATION");
            JobId first = processes.submit(job.graph(2, kept));
            job.awaitCommitted();
            cancel(processes, first);
            processes.awaitState(first, "CANCELED");
            Await.until(
                    "what nobody needs is deleted",
                    BOUND,
                    () -> in(checkpoints.resolve(first.toString())).size() <= 2
                            && in(directory.resolve("storage/it/jobs/" + first)).isEmpty());

            Path moved = Files.move(newest(checkpoints.resolve(first.toString())), directory.resolve("moved"));
            JobId second = processes.submit(job.graph(4, Map.of("execution.savepoint.path", moved.toString())));
            processes.awaitState(second, "RUNNING");
            String name = processes.askForSavepoint(second, directory.resolve("savepoints"), true);
            Path savepoint = Files.move(processes.awaitSavepoint(second, name), directory.resolve("moved too"));
            processes.awaitState(second, "FINISHED");

            JobId third = processes.submit(job.graph(1, Map.of("execution.savepoint.path", savepoint.toString())));
            job.letEnd();
            processes.awaitState(third, "FINISHED");
            assertThat(job.committed().stream().sorted()).as(processes::said).isEqualTo(CountingJob.everyCountOnce());
            assertThat(in(checkpoints))
                    .as("the others kept nothing")
                    .containsExactly(checkpoints.resolve(first.toString()));
        }
    }

    @Test
    void whatIsDamagedHoldsUpNobodyElseAndGoesOnOnceItIsBack() throws Exception {
        CountingJob damaged = new CountingJob(directory.resolve("damaged"));
        CountingJob lost = new CountingJob(directory.resolve("lost"));
        CountingJob sound = new CountingJob(directory.resolve("sound"));
        try (Processes processes = new Processes(directory)) {
            ChildJvm before = processes.jobManager();
            processes.leader();
            processes.taskManager(3);
            JobId damagedJob = processes.submit(damaged.graph(1, Map.of()));
            JobId lostJob = processes.submit(lost.graph(1, Map.of()));
            JobId soundJob = processes.submit(sound.graph(1, Map.of()));
            for (CountingJob each : List.of(damaged, lost, sound)) {
                each.awaitCommitted();
            }
            before.kill();
            Path checkpoint = newest(directory.resolve("storage/it/jobs/" + damagedJob + "/checkpoints"))
                    .resolve("_metadata");
            byte[] manifest = Files.readAllBytes(checkpoint);
            Files.writeString(checkpoint, "damaged");
            Files.writeString(record(lostJob), "damaged");

            ChildJvm second = processes.jobManager();
            sound.letEnd();
            processes.awaitState(soundJob, "FINISHED");
            processes.awaitState(damagedJob, "SUSPENDED");
            processes.awaitState(lostJob, "SUSPENDED");
            assertThat(sound.committed().stream().sorted()).isEqualTo(CountingJob.everyCountOnce());
            assertThat(processes.leader().get("/jobs/overview", JsonNode.class).findValuesAsText("name"))
                    .anySatisfy(why -> assertThat(why).contains(checkpoint.toString()));
            assertThat(processes
                            .leader()
                            .get("/jobs/" + lostJob + "/status", JsonNode.class)
                            .get("status")
                            .asText())
                    .isEqualTo("SUSPENDED");
            assertThatThrownBy(() -> processes.leader().get("/jobs/" + lostJob, JsonNode.class))
                    .isInstanceOfSatisfying(
                            RestException.class, e -> assertThat(e.status()).isEqualTo(409))
                    .hasMessageContaining("suspended");
            cancel(processes, lostJob);
            Await.until(
                    "it is given up",
                    BOUND,
                    () -> !processes
                            .leader()
                            .get("/jobs", JsonNode.class)
                            .toString()
                            .contains(lostJob.toString()));

            second.kill();
            Files.write(checkpoint, manifest);
            processes.jobManager();
            damaged.letEnd();
            processes.awaitState(damagedJob, "FINISHED");
            assertThat(damaged.committed().stream().sorted())
                    .as(processes::said)
                    .isEqualTo(CountingJob.everyCountOnce());
        }
    }

    /** A job as it was accepted. */
    private Path record(JobId job) throws IOException {
        return in(directory.resolve("storage/it")).stream()
                .filter(place -> place.getFileName().toString().startsWith("lead-"))
                .map(leader -> leader.resolve(job.toString()).resolve("job"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aJobManagerForOneJobThatItCannotReadBeginsNothingAnew() throws Exception {
        CountingJob job = new CountingJob(directory.resolve("output"));
        try (Processes processes = new Processes(directory)) {
            JobId id = processes.pack(job.graph(1, Map.of()));
            ChildJvm first = processes.jobManager(id);
            processes.taskManager();
            job.awaitCommitted();
            first.kill();
            Path record = record(id);
            byte[] before = Files.readAllBytes(record);
            Files.writeString(record, "damaged");

            ChildJvm second = processes.jobManager(id);
            processes.awaitState(id, "SUSPENDED");
            second.kill();
            Path found = record(id);
            assertThat(found).hasContent("damaged");

            Files.write(found, before);
            job.letEnd();
            assertThat(processes.jobManager(id).exitStatus())
                    .as(processes::said)
                    .isEqualTo(ExitCode.DONE.status());
            assertThat(job.committed().stream().sorted()).isEqualTo(CountingJob.everyCountOnce());
        }
    }
}
