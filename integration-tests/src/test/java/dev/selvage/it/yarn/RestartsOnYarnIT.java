package dev.selvage.it.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.launch.ProcessKind;
import dev.selvage.it.cluster.DaemonCluster;
import dev.selvage.it.process.CountingJob;
import dev.selvage.platform.http.client.RestClient;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** YARN's own daemons die while a session runs a job, and come back, or do not. */
final class RestartsOnYarnIT {

    private static final int NODES = 3;

    /** On each node there is room for one, beside an ApplicationMaster or alone. */
    private static final String LARGE_TASK_MANAGERS = "taskmanager.memory.process.size: 1024 mb";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private CountingJob job;

    @BeforeEach
    void begin() {
        job = CountingJob.slow(directory.resolve("counts"));
    }

    @Test
    void daemonsThatComeBackTouchNoTask() throws Exception {
        // However slow this machine is, a daemon is back before anybody is given up.
        Map<String, String> patience = Map.of(
                "yarn.nm.liveness-monitor.expiry-interval-ms", "600000",
                "yarn.am.liveness-monitor.expiry-interval-ms", "600000");
        try (DaemonCluster yarn = DaemonCluster.start(1, patience);
                YarnApplication session = YarnApplication.session(yarn.cluster(), directory)) {
            ResourceManagerCounters counters = new ResourceManagerCounters(yarn.cluster());
            RestClient leader = session.leader(1);
            SubmittedJob submitted = SubmittedJob.submit(job, 2, directory, leader);
            SortedMap<String, Long> masters = session.processes().of(ProcessKind.APPLICATION_MASTER);
            SortedMap<String, Long> workers = session.processes().awaitTaskManagers(2, Set.of());
            Set<String> deployments = job.deployments();

            yarn.killResourceManager();
            job.awaitMoreCommitted();
            yarn.startResourceManager(1);
            counters.awaitAllocated("those that it finds again", 3);
            yarn.killNode(1);
            job.awaitMoreCommitted();
            yarn.startNode(1);
            job.awaitMoreCommitted();

            assertThat(session.processes().of(ProcessKind.TASKMANAGER))
                    .as("the same processes")
                    .isEqualTo(workers);
            assertThat(session.processes().of(ProcessKind.APPLICATION_MASTER)).isEqualTo(masters);
            assertThat(job.deployments()).as("no task was started again").isEqualTo(deployments);

            // What the node tells reaches the ApplicationMaster again, and what that wants reaches the ResourceManager.
            Map.Entry<String, Long> lost = workers.entrySet().iterator().next();
            ContainerProcesses.kill(lost.getValue());
            SortedMap<String, Long> replaced = session.processes().awaitTaskManagers(2, Set.of(lost.getKey()));
            assertThat(replaced).containsEntry(workers.lastKey(), workers.get(workers.lastKey()));
            submitted.endWithTheTruth(leader);
            counters.awaitAllocated("and one in place of the one that was killed", 4);
            assertThat(session.state().attempt()).as("no attempt is spent").isEqualTo(1);
        }
    }

    @Test
    void aJobGoesOnElsewhereWhenNodesVanish() throws Exception {
        try (DaemonCluster yarn = DaemonCluster.start(NODES, Map.of("yarn.nodemanager.resource.memory-mb", "1536"));
                YarnApplication session = onAllNodesButTheLast(yarn)) {
            SubmittedJob submitted = SubmittedJob.submit(job, 2, directory, session.leader(1));
            SortedMap<String, Long> workers = session.processes().awaitTaskManagers(2, Set.of());
            int mastersNode = nodeOfTheMaster(yarn, session);
            String beside = workerOn(yarn, workers, mastersNode);
            yarn.startNode(NODES);

            yarn.loseNode(mastersNode);
            RestClient second = session.leader(2);
            SortedMap<String, Long> replaced = session.processes().awaitTaskManagers(2, Set.of(beside));
            String survivor = workers.firstKey().equals(beside) ? workers.lastKey() : workers.firstKey();
            assertThat(replaced).as("the other one").containsEntry(survivor, workers.get(survivor));
            job.awaitMoreCommitted();

            yarn.startNode(mastersNode);
            int next = nodeOfTheMaster(yarn, session);
            int away = replaced.values().stream()
                    .map(worker -> yarn.nodeOf(worker).orElseThrow())
                    .filter(node -> node != next)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("Expected a TaskManager elsewhere than on node " + next));
            String lost = workerOn(yarn, replaced, away);
            yarn.loseNode(away);
            session.processes().awaitTaskManagers(2, Set.of(lost));
            submitted.endWithTheTruth(second);
            assertThat(session.state().attempt())
                    .as("the loss of a node that has no ApplicationMaster spends no attempt")
                    .isEqualTo(2);
        }
    }

    private YarnApplication onAllNodesButTheLast(DaemonCluster yarn) throws Exception {
        // As if it were not there: nothing is granted on a node that is silent.
        yarn.killNode(NODES);
        return YarnApplication.session(yarn.cluster(), directory, LARGE_TASK_MANAGERS);
    }

    private static int nodeOfTheMaster(DaemonCluster yarn, YarnApplication session) {
        SortedMap<String, Long> masters = session.processes().of(ProcessKind.APPLICATION_MASTER);
        assertThat(masters).hasSize(1);
        return yarn.nodeOf(masters.values().iterator().next()).orElseThrow();
    }

    private static String workerOn(DaemonCluster yarn, SortedMap<String, Long> workers, int node) {
        return workers.entrySet().stream()
                .filter(worker -> yarn.nodeOf(worker.getValue()).orElseThrow() == node)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new AssertionError("Expected a TaskManager on node " + node + " of " + workers));
    }
}
