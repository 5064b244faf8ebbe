package dev.selvage.it.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.launch.ProcessKind;
import dev.selvage.it.cluster.MiniCluster;
import dev.selvage.it.process.CountingJob;
import dev.selvage.platform.Await;
import dev.selvage.platform.http.client.RestClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Two queues have a right to half of the cluster each, and one of them has taken nearly all of it. */
final class PreemptionOnYarnIT {

    private static final Duration BOUND = Duration.ofMinutes(2);

    private static final String QUEUES = "yarn.scheduler.capacity.root.";
    private static final String PREEMPTION = "yarn.resourcemanager.monitor.capacity.preemption.";

    private static MiniCluster cluster;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    @BeforeAll
    static void startCluster() {
        cluster = MiniCluster.startWith(
                Map.ofEntries(
                        // Two ApplicationMasters and three TaskManagers.
                        Map.entry("yarn.minicluster.yarn.nodemanager.resource.memory-mb", "3328"),
                        Map.entry(QUEUES + "queues", "greedy,modest"),
                        Map.entry(QUEUES + "greedy.capacity", "50"),
                        Map.entry(QUEUES + "greedy.user-limit-factor", "2"),
                        Map.entry(QUEUES + "modest.capacity", "50"),
                        Map.entry("yarn.resourcemanager.scheduler.monitor.enable", "true"),
                        Map.entry(PREEMPTION + "monitoring_interval", "500"),
                        Map.entry(PREEMPTION + "max_wait_before_kill", "10000"),
                        // At once, and all that a queue has too much.
                        Map.entry(PREEMPTION + "natural_termination_factor", "1"),
                        Map.entry(PREEMPTION + "total_preemption_per_round", "1"),
                        Map.entry(PREEMPTION + "max_ignored_over_capacity", "0")),
                "--no-zookeeper",
                "--node-managers",
                "1");
    }

    @AfterAll
    static void endCluster() {
        cluster.close();
    }

    private YarnApplication session(String queue) throws Exception {
        return YarnApplication.session(
                cluster,
                Files.createDirectories(directory.resolve(queue)),
                "yarn.application.queue: " + queue,
                "yarn.heartbeat.interval: 500 ms");
    }

    @Test
    void aJobGivesWayToAnotherQueueAndGoesOnOnceThereIsRoomAgain() throws Exception {
        ResourceManagerCounters counters = new ResourceManagerCounters(cluster);
        try (YarnApplication greedy = session("greedy")) {
            RestClient leader = greedy.leader(1);
            SubmittedJob wide = SubmittedJob.submit(CountingJob.slow(directory.resolve("wide")), 3, directory, leader);
            SortedMap<String, Long> all = greedy.processes().awaitTaskManagers(3, Set.of());
            TreeSet<String> taken = new TreeSet<>(all.keySet());

            try (YarnApplication modest = session("modest")) {
                CountingJob small = CountingJob.slow(directory.resolve("small"));
                SubmittedJob.begin(small, 1, directory, modest.leader(1));
                Await.until(
                        "another container is asked for while all are there",
                        BOUND,
                        () -> counters.outstanding(greedy.id()) == 1 && counters.preempted(greedy.id()) == 0);
                Await.until("one is taken away", BOUND, () -> counters.preempted(greedy.id()) == 1);
                small.awaitCommitted();
                SortedMap<String, Long> left = greedy.processes().of(ProcessKind.TASKMANAGER);
                assertThat(left).hasSize(2);
                taken.removeAll(left.keySet());
            }

            greedy.processes().awaitTaskManagers(3, taken);
            wide.endWithTheTruth(leader);
            assertThat(counters.preempted(greedy.id())).isEqualTo(1);
            assertThat(greedy.state().attempt()).as("no attempt is spent").isEqualTo(1);
        }
    }
}
