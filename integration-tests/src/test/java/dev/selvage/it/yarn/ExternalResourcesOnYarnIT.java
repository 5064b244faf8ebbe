package dev.selvage.it.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.it.cluster.MiniCluster;
import dev.selvage.it.process.CountingJob;
import dev.selvage.platform.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Nodes have something beyond memory and cores, one of it each. */
final class ExternalResourcesOnYarnIT {

    private static final String LENS = "example.org/lens";
    private static final Duration BOUND = Duration.ofMinutes(2);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    @Test
    void eachTaskManagerGetsItsOwn() throws Exception {
        Map<String, String> settings = Map.of(
                "yarn.resource-types",
                LENS,
                "yarn.nodemanager.resource-type." + LENS,
                "1",
                // The usual one counts memory alone.
                "yarn.scheduler.capacity.resource-calculator",
                "org.apache.hadoop.yarn.util.resource.DominantResourceCalculator");
        try (MiniCluster cluster = MiniCluster.startWith(settings, "--no-zookeeper");
                YarnApplication session = YarnApplication.session(cluster, directory, """
                        external-resources: lens
                        external-resource.lens.amount: 1
                        external-resource.lens.yarn.config-key: %s
                        """.formatted(LENS))) {
            ResourceManagerCounters counters = new ResourceManagerCounters(cluster);
            CountingJob job = CountingJob.slow(directory.resolve("counts"));

            SubmittedJob submitted = SubmittedJob.submit(job, 2, directory, session.leader(1));
            session.processes().awaitTaskManagers(2, Set.of());

            // By memory alone both would fit one node.
            Await.until(
                    () -> "each node has one in use",
                    BOUND,
                    () -> counters.usedOnNodes(LENS).equals(List.of(1L, 1L)));
            submitted.endWithTheTruth(session.leader(1));
            assertThat(counters.containersAllocated())
                    .as("with the ApplicationMaster")
                    .isEqualTo(3);
        }
    }
}
