package dev.selvage.it.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.launch.ProcessKind;
import dev.selvage.it.cluster.DaemonCluster;
import dev.selvage.it.process.CountingJob;
import dev.selvage.platform.Await;
import dev.selvage.platform.http.client.RestClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A node on which no process of ours starts, though YARN finds it healthy. */
final class BadNodesOnYarnIT {

    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final int GOOD = 1;
    private static final int BAD = 2;
    private static final int SPARE = 3;

    /** So many containers fail there before it is avoided. */
    private static final int FAILURES = 3;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    @Test
    void aNodeOnWhichContainersFailIsAvoided() throws Exception {
        CountingJob job = CountingJob.slow(directory.resolve("counts"));
        // The good node has room for an ApplicationMaster and one TaskManager: the second one has to be elsewhere.
        try (DaemonCluster yarn = DaemonCluster.start(SPARE, Map.of("yarn.nodemanager.resource.memory-mb", "1536"))) {
            yarn.killNode(SPARE);
            yarn.killNode(BAD);
            ResourceManagerCounters counters = new ResourceManagerCounters(yarn.cluster());
            try (YarnApplication session =
                    YarnApplication.session(yarn.cluster(), directory, "taskmanager.memory.process.size: 1024 mb")) {
                RestClient leader = session.leader(1);
                yarn.setOfNode(BAD, "yarn.nodemanager.admin-env", "JAVA_HOME=/nowhere");
                yarn.startNode(BAD);

                SubmittedJob submitted = SubmittedJob.begin(job, 2, directory, leader);
                Await.until(
                        FAILURES + " containers fail on the bad node",
                        BOUND,
                        () -> yarn.containersOf(BAD, session.id()).size() == FAILURES);
                yarn.startNode(SPARE);
                session.processes().awaitTaskManagers(2, Set.of());

                submitted.endWithTheTruth(leader);
                assertThat(yarn.containersOf(BAD, session.id()))
                        .as("it had room for more all the time")
                        .hasSize(FAILURES);
                counters.awaitAllocated("an ApplicationMaster, two TaskManagers, and those that failed", 3 + FAILURES);
                assertThat(session.processes().of(ProcessKind.TASKMANAGER).values())
                        .extracting(worker -> yarn.nodeOf(worker).orElseThrow())
                        .containsExactlyInAnyOrder(GOOD, SPARE);
            }
        }
    }
}
