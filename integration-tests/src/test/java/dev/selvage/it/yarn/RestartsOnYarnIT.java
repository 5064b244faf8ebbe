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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Nodes of YARN vanish while a session runs a job on them. */
final class RestartsOnYarnIT {

    private static final int NODES = 3;

    /** On each node there is room for one, beside an ApplicationMaster or alone. */
    private static final String LARGE_TASK_MANAGERS = "taskmanager.memory.process.size: 1024 mb";

    private static DaemonCluster yarn;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private CountingJob job;

    @BeforeAll
    static void startYarn() {
        yarn = DaemonCluster.start(NODES, Map.of("yarn.nodemanager.resource.memory-mb", "1536"));
    }

    @AfterAll
    static void endYarn() {
        yarn.close();
    }

    @BeforeEach
    void begin() {
        job = CountingJob.slow(directory.resolve("counts"));
    }

    @Test
    void aJobGoesOnElsewhereWhenNodesVanish() throws Exception {
        // As if it were not there: nothing is granted on a node that is silent.
        yarn.killNode(NODES);
        try (YarnApplication session = YarnApplication.session(yarn.cluster(), directory, LARGE_TASK_MANAGERS)) {
            SubmittedJob submitted = SubmittedJob.submit(job, 2, directory, session.leader(1));
            SortedMap<String, Long> workers = session.processes().awaitTaskManagers(2, Set.of());
            int mastersNode = nodeOfTheMaster(session);
            String beside = workerOn(workers, mastersNode);
            yarn.startNode(NODES);

            yarn.loseNode(mastersNode);
            RestClient second = session.leader(2);
            SortedMap<String, Long> replaced = session.processes().awaitTaskManagers(2, Set.of(beside));
            String survivor = workers.firstKey().equals(beside) ? workers.lastKey() : workers.firstKey();
            assertThat(replaced).as("the other one").containsEntry(survivor, workers.get(survivor));
            job.awaitMoreCommitted();

            yarn.startNode(mastersNode);
            int next = nodeOfTheMaster(session);
            int away = replaced.values().stream()
                    .map(worker -> yarn.nodeOf(worker).orElseThrow())
                    .filter(node -> node != next)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("Expected a TaskManager elsewhere than on node " + next));
            String lost = workerOn(replaced, away);
            yarn.loseNode(away);
            session.processes().awaitTaskManagers(2, Set.of(lost));
            submitted.endWithTheTruth(second);
            assertThat(session.state().attempt())
                    .as("the loss of a node that has no ApplicationMaster spends no attempt")
                    .isEqualTo(2);
        }
    }

    private static int nodeOfTheMaster(YarnApplication session) {
        SortedMap<String, Long> masters = session.processes().of(ProcessKind.APPLICATION_MASTER);
        assertThat(masters).hasSize(1);
        return yarn.nodeOf(masters.values().iterator().next()).orElseThrow();
    }

    private static String workerOn(SortedMap<String, Long> workers, int node) {
        return workers.entrySet().stream()
                .filter(worker -> yarn.nodeOf(worker.getValue()).orElseThrow() == node)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new AssertionError("Expected a TaskManager on node " + node + " of " + workers));
    }
}
