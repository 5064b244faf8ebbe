package dev.selvage.it.yarn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.selvage.core.launch.ProcessKind;
import dev.selvage.it.cluster.MiniCluster;
import dev.selvage.it.cluster.ZooKeeperEnsemble;
import dev.selvage.it.process.CountingJob;
import dev.selvage.platform.Await;
import dev.selvage.platform.http.client.RestClient;
import dev.selvage.platform.leadership.RememberedClusters;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A session on YARN whose leader stands in ZooKeeper: its ApplicationMaster dies, and then ZooKeeper is away for long. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class ZooKeeperOnYarnIT {

    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final int SESSION_SECONDS = 5;

    /** Several times as long as sessions last; by hand, with sessions as they are by default, minutes. */
    private static final int AWAY_SECONDS = Integer.getInteger("selvage.test.zookeeper-away-seconds", 0);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    @Test
    void neitherAnApplicationMasterThatDiesNorAZooKeeperThatIsAwayTouchesTasksAndTheLatterSpendsNoAttempt()
            throws Exception {
        CountingJob job = CountingJob.slow(directory.resolve("counts"));
        try (ZooKeeperEnsemble zooKeeper = ZooKeeperEnsemble.start(directory);
                YarnApplication session = YarnApplication.session(
                        MiniCluster.shared(),
                        directory,
                        "high-availability.type: zookeeper",
                        "high-availability.zookeeper.quorum: " + zooKeeper.quorum(),
                        "high-availability.zookeeper.client.session-timeout: "
                                + (AWAY_SECONDS > 0 ? "60 s" : SESSION_SECONDS + " s"),
                        "high-availability.zookeeper.client.connection-timeout: 1 s",
                        "high-availability.zookeeper.client.retry-wait: 100 ms")) {
            RestClient first = session.leader(1);
            SubmittedJob submitted = SubmittedJob.submit(job, 2, directory, first);
            SortedMap<String, Long> workers = session.processes().awaitTaskManagers(2, Set.of());
            Set<String> deployments = job.deployments();

            session.killMaster();
            RestClient second = session.leader(2);
            submitted.awaitState(second, "RUNNING");
            job.awaitMoreCommitted();

            SortedMap<String, Long> masters = session.processes().of(ProcessKind.APPLICATION_MASTER);
            zooKeeper.killAll();
            awaitLongAway(session);
            zooKeeper.startAll();
            job.awaitMoreCommitted();

            assertThat(session.processes().of(ProcessKind.TASKMANAGER))
                    .as("the same processes")
                    .isEqualTo(workers);
            assertThat(session.processes().of(ProcessKind.APPLICATION_MASTER)).isEqualTo(masters);
            submitted.endWithTheTruth(second);
            assertThat(job.deployments()).as("no task was started again").isEqualTo(deployments);
            assertThat(session.state().attempt())
                    .as("no attempt is spent on ZooKeeper")
                    .isEqualTo(2);
        }
    }

    @Test
    void whatIsRememberedElsewhereGoesWithItsApplicationOrIsPurged() throws Exception {
        MiniCluster cluster = MiniCluster.shared();
        String storage = "/yarn-it/ha-of-several";
        String[] settings = {
            "high-availability.type: zookeeper",
            "high-availability.zookeeper.quorum: " + ZooKeeperEnsemble.shared().quorum(),
            "high-availability.zookeeper.path.root: /several",
            "high-availability.storageDir: " + cluster.setting("fs.defaultFS") + storage
        };
        try (YarnApplication ended = YarnApplication.session(cluster, directory, settings);
                YarnApplication live = YarnApplication.session(cluster, directory, settings);
                RememberedClusters remembered = live.remembered()) {
            live.leader(1);
            String killed;
            try (YarnApplication dead = YarnApplication.session(cluster, directory, settings)) {
                // One that has come to recording something.
                SubmittedJob.submit(CountingJob.slow(directory.resolve("counts")), 1, directory, dead.leader(1));
                killed = dead.id();
            }
            ended.leader(1).delete("/cluster", JsonNode.class);
            ended.awaitEnd();
            Await.until(
                    () -> "nobody remembers " + ended.id(),
                    BOUND,
                    () -> !remembered.names().contains(ended.id()));
            assertThat(remembered.names()).containsExactlyInAnyOrder(live.id(), killed);
            assertThat(live.isOnHdfs(storage + "/" + ended.id())).isFalse();
            assertThat(live.isOnHdfs(storage + "/" + killed)).isTrue();

            List<String> lines = live.purge();

            assertThat(lines).contains("/several/" + killed + " is deleted.");
            assertThat(remembered.names()).containsExactly(live.id());
            assertThat(live.state().phase().isEnd()).isFalse();
        }
    }

    /** Until the leader has given up on its session, whichever is later: that, or the time that somebody wants. */
    private static void awaitLongAway(YarnApplication session) throws Exception {
        long since = System.nanoTime();
        long wantedNanos = TimeUnit.SECONDS.toNanos(AWAY_SECONDS > 0 ? AWAY_SECONDS : 3 * SESSION_SECONDS);
        Await.until(
                "ZooKeeper has been away for longer than any session lasts, and the leader knows",
                BOUND.plusNanos(wantedNanos),
                () -> System.nanoTime() - since > wantedNanos);
        Await.until(
                "a write has come to nobody knows what",
                BOUND,
                () -> log(session).contains("nobody knows whether it is there"));
    }

    private static String log(YarnApplication session) throws Exception {
        try (InputStream log = session.state()
                .rest()
                .orElseThrow()
                .resolve("/jobmanager/log")
                .toURL()
                .openStream()) {
            return new String(log.readAllBytes(), UTF_8);
        }
    }
}
