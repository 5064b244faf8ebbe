package dev.selvage.it.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.selvage.core.launch.ProcessKind;
import dev.selvage.it.cluster.MiniCluster;
import dev.selvage.it.process.CountingJob;
import dev.selvage.platform.Await;
import dev.selvage.platform.http.client.RestClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** TaskManagers in containers die at each stage of their lives, and each is replaced by one. */
final class TaskManagerDeathsIT {

    private static final Duration BOUND = Duration.ofMinutes(2);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private final TreeSet<String> dead = new TreeSet<>();

    @Test
    void oneThatDiesIsReplacedByOneWheneverThatIs() throws Exception {
        MiniCluster cluster = MiniCluster.shared();
        ResourceManagerCounters counters = new ResourceManagerCounters(cluster);
        long before = counters.containersAllocated();
        CountingJob job = CountingJob.slow(directory.resolve("counts"));
        try (YarnApplication session = YarnApplication.session(cluster, directory)) {
            RestClient leader = session.leader(1);
            SubmittedJob submitted = SubmittedJob.begin(job, 2, directory, leader);

            killOne(session, "has been started");
            assertThat(known(leader)).as("nobody has heard of it").isZero();
            Await.until("one has said hello, and is being given tasks", BOUND, () -> known(leader) > 0);
            killOne(session, "has said hello");
            job.awaitCommitted();
            session.processes().awaitTaskManagers(2, dead);
            killOne(session, "runs tasks");
            session.processes().awaitTaskManagers(2, dead);

            submitted.endWithTheTruth(leader);
            assertThat(counters.containersAllocated() - before)
                    .as("an ApplicationMaster, two TaskManagers, and one in place of each of " + dead)
                    .isEqualTo(1 + 2 + dead.size());
            assertThat(dead).hasSize(3);
        }
    }

    private static int known(RestClient leader) throws Exception {
        return leader.get("/taskmanagers", JsonNode.class).get("taskmanagers").size();
    }

    private void killOne(YarnApplication session, String wanted) throws Exception {
        SortedMap<String, Long> found = new TreeMap<>();
        Await.until("a TaskManager " + wanted, BOUND, () -> {
            found.clear();
            found.putAll(session.processes().of(ProcessKind.TASKMANAGER));
            return !found.isEmpty();
        });
        Map.Entry<String, Long> first = found.entrySet().iterator().next();
        dead.add(first.getKey());
        ContainerProcesses.kill(first.getValue());
    }
}
