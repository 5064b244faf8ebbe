package dev.selvage.it.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.selvage.core.id.JobId;
import dev.selvage.it.process.CountingJob;
import dev.selvage.it.process.Processes;
import dev.selvage.platform.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The file system on which checkpoints lie is full, and then there is room again. */
final class FullDiskIT {

    private static final Duration BOUND = Duration.ofSeconds(60);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private SmallDisk disk;
    private CountingJob job;
    private Processes processes;

    @BeforeEach
    void begin() throws Exception {
        Optional<SmallDisk> mounted = SmallDisk.at(directory.resolve("disk"));
        assumeTrue(
                mounted.isPresent(),
                "skipped: a file system that can be filled takes a mount namespace, which unshare(1) did not give, neither to"
                        + " this user nor in a user namespace");
        disk = mounted.orElseThrow();
        job = new CountingJob(directory.resolve("output"));
        processes = new Processes(directory).startedBy(disk.entering());
        processes.jobManager();
        processes.leaderRecord();
        processes.taskManager();
        processes.taskManager();
    }

    @AfterEach
    void end() throws Exception {
        if (disk != null) {
            processes.close();
            disk.close();
        }
    }

    private JobId submit(int tolerated) throws Exception {
        Map<String, String> settings = new TreeMap<>();
        settings.put(
                "execution.checkpointing.dir",
                directory.resolve("disk/checkpoints").toString());
        settings.put("execution.checkpointing.data-inline-threshold", "0 bytes");
        settings.put("execution.checkpointing.timeout", "2 s");
        settings.put("execution.checkpointing.tolerable-failed-checkpoints", String.valueOf(tolerated));
        JobId counts = processes.submit(job.graph(2, settings));
        job.awaitCommitted();
        return counts;
    }

    private long failed(JobId counts) throws Exception {
        return processes
                .leader()
                .get("/jobs/" + counts + "/checkpoints", JsonNode.class)
                .at("/counts/failed")
                .asLong();
    }

    /** Of which checkpoints anything is there, up to the newest that is complete. */
    private List<Path> directories(JobId counts) throws IOException {
        try (Stream<Path> places = Files.list(disk.seen().resolve("checkpoints").resolve(counts.toString()))) {
            List<Path> all = places.toList();
            long newest = all.stream()
                    .filter(FullDiskIT::isComplete)
                    .mapToLong(FullDiskIT::number)
                    .max()
                    .orElse(0);
            return all.stream().filter(place -> number(place) <= newest).toList();
        }
    }

    private static long number(Path checkpoint) {
        return Long.parseLong(checkpoint.getFileName().toString().substring("chk-".length()));
    }

    private static boolean isComplete(Path checkpoint) {
        return Files.exists(checkpoint.resolve("_metadata"));
    }

    private void assertDone(JobId counts) throws Exception {
        job.letEnd();
        processes.awaitState(counts, "FINISHED");
        assertThat(job.committed().stream().sorted()).as(processes::said).isEqualTo(CountingJob.everyCountOnce());
    }

    @Test
    void tasksGoOnWithoutCheckpointsWhichCompleteAgainOnceThereIsRoomAndTheFailedOnesLeaveNothing() throws Exception {
        JobId counts = submit(1_000);
        Set<String> before = job.deployments();

        Await.until(() -> "checkpoints fail and are counted: " + processes.said(), BOUND, () -> {
            disk.fill();
            return failed(counts) > 2;
        });
        disk.makeRoom();
        job.awaitMoreCommitted();
        Await.until(
                "nothing is left of the checkpoints that failed",
                BOUND,
                () -> directories(counts).stream().allMatch(FullDiskIT::isComplete));

        assertDone(counts);
        assertThat(job.deployments())
                .as("no task was started again: " + processes.said())
                .isEqualTo(before);
    }

    @Test
    void whereMoreFailThanAreToleratedTheJobStartsAgainAsItsStrategySays() throws Exception {
        JobId counts = submit(0);
        Set<String> before = job.deployments();

        String tooMany = "expected at most 0 failed checkpoints in a row, but found one more";
        int failed = processes.timesSaid(tooMany);
        Await.until(() -> "the job starts again, and once more: " + processes.said(), BOUND, () -> {
            disk.fill();
            return processes.timesSaid(tooMany) > failed + 1;
        });
        disk.makeRoom();

        assertDone(counts);
        assertThat(job.deployments()).hasSizeGreaterThan(before.size());
    }
}
