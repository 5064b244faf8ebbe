package dev.selvage.it.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.jobmanager.containers.ContainerAction;
import dev.selvage.core.jobmanager.containers.ContainerEvent;
import dev.selvage.core.jobmanager.containers.YarnAttempt;
import dev.selvage.it.cluster.MiniCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A queue gets back from another one what it was promised. */
final class PreemptionOnYarnIT {

    private static final String SCHEDULER = "yarn.scheduler.capacity.root.";
    private static final String PREEMPTION = "yarn.resourcemanager.monitor.capacity.preemption.";
    private static final int MORE_THAN_IS_LEFT_MEGABYTES = 1024;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    /** Two nodes of 2 GB, and a queue that is promised 3 GB beside the one that may have all while nobody wants it. */
    private static MiniCluster cluster() {
        Map<String, String> settings = new TreeMap<>(Map.of(
                "yarn.resourcemanager.nodemanagers.heartbeat-interval-ms", "100",
                "yarn.minicluster.yarn.nodemanager.resource.memory-mb", "2048",
                SCHEDULER + "queues", "default,other",
                SCHEDULER + "default.capacity", "25",
                SCHEDULER + "default.user-limit-factor", "4",
                SCHEDULER + "other.capacity", "75"));
        settings.putAll(Map.of(
                "yarn.resourcemanager.scheduler.monitor.enable", "true",
                PREEMPTION + "monitoring_interval", "200",
                PREEMPTION + "max_wait_before_kill", "2000",
                PREEMPTION + "total_preemption_per_round", "1.0",
                PREEMPTION + "natural_termination_factor", "1.0"));
        List<String> options = new ArrayList<>(List.of("--no-zookeeper"));
        settings.forEach((key, value) -> options.addAll(List.of("--set", key + "=" + value)));
        return MiniCluster.start(options);
    }

    private MiniYarnScene application(MiniCluster cluster) throws Exception {
        return new MiniYarnScene(cluster, Files.createTempDirectory(directory, "scene-"));
    }

    private static Optional<TaskManagerId> leaving(YarnAttempt attempt) {
        return attempt.heard().stream()
                .filter(ContainerEvent.Leaving.class::isInstance)
                .flatMap(event -> ((ContainerEvent.Leaving) event).all().stream())
                .findFirst();
    }

    private static Optional<ContainerEvent.Completed> end(YarnAttempt attempt, TaskManagerId container) {
        return attempt.heard().stream()
                .filter(ContainerEvent.Completed.class::isInstance)
                .map(ContainerEvent.Completed.class::cast)
                .filter(event -> event.container().equals(container))
                .findFirst();
    }

    @Test
    void whatIsGoingToBeTakenAwayIsSaidBeforeAndToldWithItsReasonAfterwards() throws Exception {
        try (MiniCluster cluster = cluster();
                MiniYarnScene one = application(cluster);
                MiniYarnScene other = application(cluster)) {
            one.submit(1);
            YarnAttempt attempt = one.attempt(1);
            attempt.register();
            attempt.order(new ContainerAction.Ask(4, List.of()));
            one.await(() -> "it has nearly all, after " + attempt.heard(), () -> one.held() == 4);

            other.submit(1, "other", MORE_THAN_IS_LEFT_MEGABYTES);

            one.await(
                    () -> "something is going to be taken away, after " + attempt.heard(),
                    () -> leaving(attempt).isPresent());
            TaskManagerId leaving = leaving(attempt).orElseThrow();
            assertThat(end(attempt, leaving)).as("said before").isEmpty();
            one.await(
                    () -> leaving + " is taken away, after " + attempt.heard(),
                    () -> end(attempt, leaving).isPresent());
            assertThat(end(attempt, leaving).orElseThrow().isNodesFault()).isFalse();
            assertThat(end(attempt, leaving).orElseThrow().reason().sentence()).contains("queue");
            other.attempt(1);
            assertThat(one.isOver()).isFalse();
        }
    }
}
