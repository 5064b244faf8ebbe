package dev.selvage.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.selvage.core.id.JobId;
import dev.selvage.it.process.CountingJob;
import dev.selvage.it.process.Processes;
import dev.selvage.platform.Await;
import dev.selvage.platform.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Of the newest checkpoint the manifest is fine, but a file that it names is damaged or gone, and tasks have to start again. */
final class DamagedSnapshotIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final String MANIFEST = "_metadata";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private Path checkpoints;
    private CountingJob job;

    @BeforeEach
    void oneJob() {
        checkpoints = directory.resolve("checkpoints");
        job = new CountingJob(directory.resolve("output"));
    }

    /** Snapshots are files, however small, in a place of their own. */
    private Map<String, String> inFiles() {
        return Map.of(
                "execution.checkpointing.dir",
                checkpoints.toString(),
                "execution.checkpointing.data-inline-threshold",
                "0 bytes");
    }

    private List<Path> complete(JobId of) throws IOException {
        try (Stream<Path> places = Files.list(checkpoints.resolve(of.toString()))) {
            return places.filter(place -> Files.exists(place.resolve(MANIFEST)))
                    .sorted(Comparator.comparingLong(place ->
                            Long.parseLong(place.getFileName().toString().substring("chk-".length()))))
                    .toList();
        }
    }

    private Path newest(JobId of) throws IOException {
        List<Path> all = complete(of);
        return all.get(all.size() - 1);
    }

    /** What tasks wrote into a checkpoint. */
    private static Map<Path, byte[]> snapshots(Path checkpoint) throws IOException {
        Map<Path, byte[]> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(checkpoint)) {
            for (Path file : files.filter(each -> !each.getFileName().toString().equals(MANIFEST))
                    .toList()) {
                found.put(file, Files.readAllBytes(file));
            }
        }
        return found;
    }

    /** The newest checkpoint while nobody can make another one: the only TaskManager stands still. */
    private Path lastOf(JobId counts, Processes processes, ChildJvm taskManager) throws Exception {
        Await.until(
                "two checkpoints are complete", BOUND, () -> complete(counts).size() > 1);
        taskManager.standStill();
        Await.until(
                () -> "the next checkpoint waits for the TaskManager: " + processes.said(),
                BOUND,
                () -> processes
                                .leader()
                                .get("/jobs/" + counts + "/checkpoints", JsonNode.class)
                                .at("/counts/in_progress")
                                .asInt()
                        == 1);
        return newest(counts);
    }

    @Test
    void withoutTwoPhaseSinksTheJobGoesBackToTheCheckpointBefore() throws Exception {
        try (Processes processes = new Processes(directory)) {
            processes.jobManager();
            ChildJvm victim = processes.taskManager(2);
            JobId counts = processes.submit(job.withPlainSink(2, inFiles()));
            Path damaged = lastOf(counts, processes, victim);
            List<Path> all = complete(counts);
            Path before = all.get(all.size() - 2);
            for (Map.Entry<Path, byte[]> snapshot : snapshots(damaged).entrySet()) {
                byte[] bytes = snapshot.getValue().clone();
                bytes[bytes.length / 2] ^= 1;
                Files.write(snapshot.getKey(), bytes);
            }
            victim.kill();
            processes.taskManager(2);
            job.letEnd();
            processes.awaitState(counts, "FINISHED");

            assertThat(job.shown()).as(processes::said).isEqualTo(new TreeSet<>(CountingJob.everyCountOnce()));
            assertThat(processes.timesSaid("The job goes back to " + before.resolve(MANIFEST) + "."))
                    .isPositive();
            assertThat(processes.timesSaid("in " + damaged)).isPositive();
        }
    }

    @Test
    void withThemItIsSetApartTillTheFileIsBackAndOthersDoNotNotice() throws Exception {
        CountingJob other = new CountingJob(directory.resolve("other"));
        try (Processes processes = new Processes(directory)) {
            ChildJvm first = processes.jobManager();
            ChildJvm victim = processes.taskManager(2);
            JobId counts = processes.submit(job.graph(2, inFiles()));
            Path damaged = lastOf(counts, processes, victim);
            processes.taskManager(1);
            JobId beside = processes.submit(other.graph(1, Map.of()));
            Map<Path, byte[]> lost = snapshots(damaged);
            for (Path file : lost.keySet()) {
                Files.delete(file);
            }
            victim.kill();
            processes.taskManager(2);
            processes.awaitState(counts, "SUSPENDED");
            other.letEnd();
            processes.awaitState(beside, "FINISHED");
            assertThat(other.committed().stream().sorted()).isEqualTo(CountingJob.everyCountOnce());
            assertThat(processes.leader().get("/jobs/overview", JsonNode.class).findValuesAsText("name"))
                    .as("a file is named")
                    .anySatisfy(why -> assertThat(lost.keySet())
                            .anySatisfy(file -> assertThat(why).contains(file.toString())));
            assertThat(snapshots(complete(counts).get(0)))
                    .as("nothing is deleted")
                    .isNotEmpty();

            for (Map.Entry<Path, byte[]> file : lost.entrySet()) {
                Files.write(file.getKey(), file.getValue());
            }
            first.kill();
            processes.jobManager();
            job.letEnd();
            processes.awaitState(counts, "FINISHED");
            assertThat(job.committed().stream().sorted()).as(processes::said).isEqualTo(CountingJob.everyCountOnce());
        }
    }
}
