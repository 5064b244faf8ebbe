package dev.selvage.it.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.it.cluster.ZooKeeperEnsemble;
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

/** A cluster in processes of their own whose leader stands in ZooKeeper, and all that may befall ZooKeeper and those who lead. */
final class ZooKeeperSessionIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final int PROCESSES = 4;
    /** Where JobManagers stand in line. */
    private static final String LINE = "/selvage/it/latch";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private ZooKeeperEnsemble ensemble;
    private Processes processes;
    private CountingJob job;

    @BeforeEach
    void begin() throws Exception {
        ensemble = ZooKeeperEnsemble.start(directory);
        processes = Processes.onZooKeeper(directory, ensemble);
        job = new CountingJob(directory.resolve("output"));
    }

    @AfterEach
    void end() {
        processes.close();
        ensemble.close();
    }

    @Test
    void everyRecordIsCommittedOnceAndNoTaskStartsAgainWhateverBefallsZooKeeperAndWhoeverLeads() throws Exception {
        processes.jobManager();
        processes.leaderRecord();
        processes.jobManager();
        processes.taskManager(2);
        processes.taskManager(2);
        JobId counts = processes.submit(job.graph(2, Map.of()));
        job.awaitCommitted();
        Set<String> before = job.deployments();

        leaderOfZooKeeperIsKilled();
        sessionOfTheLeaderEnds();
        zooKeeperIsAway();
        leaderIsKilled();

        job.letEnd();
        Await.until("the job is done", BOUND, () -> status(counts).equals("FINISHED"));
        assertThat(job.committed().stream().sorted()).isEqualTo(CountingJob.everyCountOnce());
        assertThat(job.deployments())
                .as("no task was started again: " + processes.said())
                .isEqualTo(before);
    }

    private String status(JobId of) throws Exception {
        return processes
                .leader()
                .get("/jobs/" + of + "/status", JsonNode.class)
                .get("status")
                .asText();
    }

    /** Those that are left elect another one, and whoever led goes on. */
    private void leaderOfZooKeeperIsKilled() throws Exception {
        LeaderEpoch epoch = processes.leaderRecord().epoch();
        ensemble.killLeader();
        Await.until("all have found another server", BOUND, () -> processes.timesSaid("answers again.") >= PROCESSES);
        awaitMoreCommitted();
        assertThat(processes.leaderRecord().epoch()).isEqualTo(epoch);
    }

    /** Whoever is next in line takes the lead from one who is alive and well. */
    private void sessionOfTheLeaderEnds() throws Exception {
        LeaderEpoch epoch = processes.leaderRecord().epoch();
        ensemble.endSessionOfFirst(LINE);
        Await.until(
                "the other JobManager leads",
                BOUND,
                () -> processes.leaderRecord().epoch().compareTo(epoch) > 0);
        Await.until(
                "the one that led has heard of it",
                BOUND,
                () -> processes.timesSaid("this one decides nothing any more") > 0);
        awaitMoreCommitted();
    }

    /** Nothing is decided until it is back, and nobody minds. */
    private void zooKeeperIsAway() throws Exception {
        ensemble.killAll();
        Await.until(
                "a write has come to nobody knows what",
                BOUND,
                () -> processes.timesSaid("nobody knows whether it is there") > 0);
        ensemble.startAll();
        awaitMoreCommitted();
    }

    private void leaderIsKilled() throws Exception {
        processes.process(processes.leaderRecord()).kill();
    }

    private void awaitMoreCommitted() throws Exception {
        int before = job.committed().size();
        Await.until("checkpoints go on", BOUND, () -> job.committed().size() > before);
    }
}
