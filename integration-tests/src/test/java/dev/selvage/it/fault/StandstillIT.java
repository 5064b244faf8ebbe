package dev.selvage.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.selvage.core.id.JobId;
import dev.selvage.it.cluster.ZooKeeperEnsemble;
import dev.selvage.it.process.CountingJob;
import dev.selvage.it.process.Processes;
import dev.selvage.platform.Await;
import dev.selvage.platform.ChildJvm;
import dev.selvage.platform.leadership.LeaderRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Processes that stand still for longer than others have patience for, and then go on as if no time had passed. */
final class StandstillIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final String STEPPED_DOWN = "Another JobManager leads by now; this one decides nothing any more.";
    private static final String STANDS_BY = "This JobManager waits for its turn to lead.";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private CountingJob job;

    @BeforeEach
    void oneJob() {
        job = new CountingJob(directory.resolve("output"));
    }

    @Test
    void aLeaderThatStoodStillDecidesNothingAnyMoreAndStandsBy() throws Exception {
        leaderStandsStill(new Processes(directory));
    }

    @Test
    void aLeaderThatStoodStillDecidesNothingAnyMoreAndStandsByWithZooKeeper() throws Exception {
        try (ZooKeeperEnsemble ensemble = ZooKeeperEnsemble.start(directory)) {
            // A session that ends later ends all the same, and nobody learns anything from waiting for it.
            leaderStandsStill(Processes.onZooKeeper(directory, ensemble)
                    .with("high-availability.zookeeper.client.session-timeout=4 s"));
        }
    }

    private void leaderStandsStill(Processes cluster) throws Exception {
        try (Processes processes = cluster) {
            ChildJvm zombie = processes.jobManager();
            LeaderRecord first = processes.leaderRecord();
            processes.jobManager();
            processes.taskManager(2);
            processes.taskManager(2);
            JobId counts = processes.submit(job.graph(2, Map.of()));
            job.awaitCommitted();
            Set<String> before = job.deployments();

            zombie.standStill();
            Await.until(
                    () -> "the other JobManager leads: " + processes.said(),
                    BOUND,
                    () -> processes.leaderRecord().epoch().compareTo(first.epoch()) > 0);
            job.awaitMoreCommitted();
            zombie.goOn();
            Await.until(
                    () -> "the one that led finds out, and stands by: " + processes.said(),
                    BOUND,
                    () -> processes.timesSaid(zombie, STEPPED_DOWN) > 0 && processes.timesSaid(zombie, STANDS_BY) > 1);
            job.awaitMoreCommitted();

            processes.process(processes.leaderRecord()).kill();
            job.letEnd();
            processes.awaitState(counts, "FINISHED");
            assertThat(processes.process(processes.leaderRecord()))
                    .as("it is as good as any other")
                    .isSameAs(zombie);
            assertThat(job.committed().stream().sorted()).isEqualTo(CountingJob.everyCountOnce());
            assertThat(job.deployments())
                    .as("no task was started again: " + processes.said())
                    .isEqualTo(before);
        }
    }

    @Test
    void whatATaskManagerThatStoodStillWritesAfterwardsDoesNotCountAgain() throws Exception {
        try (Processes processes = new Processes(directory).with("heartbeat.timeout=2 s")) {
            processes.jobManager();
            processes.leaderRecord();
            processes.taskManager();
            ChildJvm zombie = processes.taskManager();
            JobId counts = processes.submit(job.graph(2, Map.of()));
            job.awaitCommitted();
            Set<String> before = job.deployments();

            zombie.standStill();
            processes.taskManager();
            Await.until(
                    () -> "its tasks have started again elsewhere, and commit: " + processes.said(),
                    BOUND,
                    () -> job.deployments().size() > before.size());
            zombie.goOn();
            Await.until(
                    () -> "it has stopped what is not wanted of it any more, and is there for others: "
                            + processes.said(),
                    BOUND,
                    () -> slots(processes, "slots-total") == 3);
            job.letEnd();
            processes.awaitState(counts, "FINISHED");

            assertThat(job.committed().stream().sorted()).isEqualTo(CountingJob.everyCountOnce());
            assertThat(zombie.isAlive()).isTrue();
            assertThat(slots(processes, "slots-available")).isEqualTo(3);
        }
    }

    private static int slots(Processes processes, String which) throws Exception {
        return processes.leader().get("/overview", JsonNode.class).get(which).asInt();
    }
}
