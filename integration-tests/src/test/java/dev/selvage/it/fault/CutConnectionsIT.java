package dev.selvage.it.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.selvage.core.id.JobId;
import dev.selvage.it.process.CountingJob;
import dev.selvage.it.process.Processes;
import dev.selvage.platform.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Connections between processes are held up or cut, for less than anybody's patience or for longer, and are mended again. */
final class CutConnectionsIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final String TOO_MANY_FAILED = "expected at most 0 failed checkpoints in a row";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private CountingJob job;
    private Lane lane;
    private Processes processes;

    @BeforeEach
    void begin() throws Exception {
        assumeTrue(Lane.isOurs(), "skipped: this machine does not have the address " + Lane.IN_FRONT + " for itself");
        job = new CountingJob(directory.resolve("output"));
        lane = new Lane();
        processes = new Processes(directory);
    }

    @AfterEach
    void end() throws Exception {
        if (lane != null) {
            processes.close();
            lane.close();
        }
    }

    /** One JobManager, whom TaskManagers reach through the lane alone, and two TaskManagers. */
    private void startWithJobManagerBehindTheLane() throws Exception {
        processes.jobManagerWith(
                "-Dhigh-availability.jobmanager.port=" + lane.port(),
                "-Djobmanager.bind-host=" + Lane.BEHIND,
                "-Djobmanager.rpc.address=" + Lane.IN_FRONT,
                "-Drest.address=" + Lane.BEHIND);
        processes.leaderRecord();
        processes.taskManager();
        processes.taskManager();
    }

    /** One JobManager and two TaskManagers, of which one reaches the other through the lane alone. */
    private void startWithATaskManagerBehindTheLane() throws Exception {
        processes.jobManager();
        processes.leaderRecord();
        processes.taskManager();
        processes.taskManagerWith(
                "-Dtaskmanager.data.port=" + lane.port(),
                "-Dtaskmanager.bind-host=" + Lane.BEHIND,
                "-Dtaskmanager.host=" + Lane.IN_FRONT);
    }

    private JobId submit(Map<String, String> settings) throws Exception {
        JobId counts = processes.submit(job.graph(2, settings));
        job.awaitCommitted();
        return counts;
    }

    private void assertDone(JobId counts) throws Exception {
        job.letEnd();
        processes.awaitState(counts, "FINISHED");
        assertThat(job.committed().stream().sorted()).as(processes::said).isEqualTo(CountingJob.everyCountOnce());
    }

    @Test
    void aShortCutBetweenJobManagerAndTaskManagersRestartsNothing() throws Exception {
        startWithJobManagerBehindTheLane();
        JobId counts = submit(Map.of());
        Set<String> before = job.deployments();

        lane.cut();
        Await.until(() -> "all have noticed: " + processes.said(), BOUND, () -> processes.timesSaid("is over. ") >= 2);
        lane.open();
        job.awaitMoreCommitted();

        assertDone(counts);
        assertThat(job.deployments())
                .as("no task was started again: " + processes.said())
                .isEqualTo(before);
    }

    @Test
    void aLongSilenceBetweenThemRestartsWhatWasOutOfReach() throws Exception {
        processes.with("heartbeat.timeout=2 s");
        startWithJobManagerBehindTheLane();
        JobId counts = submit(Map.of());
        Set<String> before = job.deployments();

        lane.hold();
        Await.until(
                () -> "the JobManager misses both: " + processes.said(),
                BOUND,
                () -> processes.timesSaid("it has been silent for too long") >= 1
                        && processes.timesSaid("waits for 2 slots") >= 1);
        lane.open();

        assertDone(counts);
        assertThat(job.deployments()).hasSizeGreaterThan(before.size());
    }

    /** For how many milliseconds it has been on its way, or zero if it has been decided. */
    private long ageOfTheNewestCheckpoint(JobId counts) throws Exception {
        JsonNode newest = processes
                .leader()
                .get("/jobs/" + counts + "/checkpoints", JsonNode.class)
                .at("/history/0");
        return newest.at("/status").asText().equals("IN_PROGRESS")
                ? System.currentTimeMillis() - newest.at("/trigger_timestamp").asLong()
                : 0;
    }

    @Test
    void aShortSilenceBetweenTaskManagersRestartsNothing() throws Exception {
        startWithATaskManagerBehindTheLane();
        JobId counts = submit(Map.of());
        Set<String> before = job.deployments();

        lane.hold();
        Await.until(
                () -> "a checkpoint waits for what is held up: " + processes.said(),
                BOUND,
                () -> ageOfTheNewestCheckpoint(counts) > 1_000);
        lane.open();
        job.awaitMoreCommitted();

        assertDone(counts);
        assertThat(job.deployments())
                .as("no task was started again: " + processes.said())
                .isEqualTo(before);
    }

    @Test
    void aCutBetweenTaskManagersRestartsTheRegionTillItIsMended() throws Exception {
        startWithATaskManagerBehindTheLane();
        JobId counts = submit(Map.of());
        Set<String> before = job.deployments();

        lane.cut();
        Await.until(
                () -> "the region starts again, more than once: " + processes.said(),
                BOUND,
                () -> processes.timesSaid("what it stopped starts again in") >= 2);
        lane.open();

        assertDone(counts);
        assertThat(job.deployments()).hasSizeGreaterThan(before.size());
    }

    @Test
    void aLongSilenceBetweenTaskManagersFailsCheckpointsWhichRestartsTheJob() throws Exception {
        startWithATaskManagerBehindTheLane();
        JobId counts = submit(Map.of("execution.checkpointing.timeout", "2 s"));
        Set<String> before = job.deployments();

        lane.hold();
        // The first checkpoint of all may have failed on a slow machine.
        int failed = processes.timesSaid(TOO_MANY_FAILED);
        Await.until(
                () -> "a checkpoint has taken too long: " + processes.said(),
                BOUND,
                () -> processes.timesSaid(TOO_MANY_FAILED) > failed);
        lane.open();

        assertDone(counts);
        assertThat(job.deployments()).hasSizeGreaterThan(before.size());
    }
}
