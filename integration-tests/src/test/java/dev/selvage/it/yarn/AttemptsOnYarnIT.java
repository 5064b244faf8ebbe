package dev.selvage.it.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.selvage.client.submit.ApplicationState;
import dev.selvage.core.launch.ProcessKind;
import dev.selvage.it.cluster.MiniCluster;
import dev.selvage.it.process.CountingJob;
import dev.selvage.platform.Await;
import dev.selvage.platform.http.client.RestClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** How many ApplicationMasters may die, on a cluster that allows four of them. */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
final class AttemptsOnYarnIT {

    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final int ALLOWED = 4;
    private static final long VALIDITY_MILLIS = 5_000;

    private static MiniCluster cluster;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    @BeforeAll
    static void startCluster() {
        cluster = MiniCluster.start(List.of(
                "--no-zookeeper", "--node-managers", "1", "--set", "yarn.resourcemanager.am.max-attempts=" + ALLOWED));
    }

    @AfterAll
    static void endCluster() {
        cluster.close();
    }

    @Test
    void whoeverAsksForMoreAttemptsThanThereAreGetsThoseAndTheLastOneThatDiesEndsTheApplicationWithAReason()
            throws Exception {
        CountingJob job = CountingJob.slow(directory.resolve("counts"));
        try (YarnApplication session = YarnApplication.session(
                cluster,
                directory,
                "yarn.application-attempts: 10",
                "yarn.application-attempt-failures-validity-interval: -1")) {
            assertThat(session.told())
                    .contains(
                            "yarn.application-attempts would be 10, but this cluster allows 4"
                                    + " (yarn.resourcemanager.am.max-attempts of its ResourceManager): the application gets 4.");
            SubmittedJob submitted = SubmittedJob.submit(job, 1, directory, session.leader(1));
            SortedMap<String, Long> workers = session.processes().awaitTaskManagers(1, Set.of());
            Set<String> deployments = job.deployments();

            for (int attempt = 1; attempt < ALLOWED; attempt++) {
                session.killMaster();
                RestClient next = session.leader(attempt + 1);
                submitted.awaitState(next, "RUNNING");
                job.awaitMoreCommitted();
            }
            assertThat(session.processes().of(ProcessKind.TASKMANAGER))
                    .as("the same processes")
                    .isEqualTo(workers);
            assertThat(job.deployments()).as("no task was started again").isEqualTo(deployments);

            session.killMaster();
            ApplicationState end = session.awaitEnd();
            assertThat(end.phase()).isEqualTo(ApplicationState.Phase.FAILED);
            assertThat(end.attempt()).isEqualTo(ALLOWED);
            assertThat(end.diagnostics())
                    .contains("failed " + ALLOWED + " times")
                    .contains("137");
            Await.until(
                    "no TaskManager is left",
                    BOUND,
                    () -> session.processes().of(ProcessKind.TASKMANAGER).isEmpty());
        }
    }

    @Test
    void anAttemptThatDiedLongAgoDoesNotCount() throws Exception {
        try (YarnApplication session = YarnApplication.session(
                cluster,
                directory,
                "yarn.application-attempts: 2",
                "yarn.application-attempt-failures-validity-interval: " + VALIDITY_MILLIS)) {
            for (int attempt = 1; attempt <= ALLOWED; attempt++) {
                session.leader(attempt);
                long lastEnd = lastEndMillis(session);
                Await.until(
                        "the last death is forgotten",
                        BOUND,
                        () -> System.currentTimeMillis() - lastEnd > VALIDITY_MILLIS);
                session.killMaster();
            }

            session.leader(ALLOWED + 1);
        }
    }

    /** When the newest of those attempts that are over has ended, as the ResourceManager has noted it. */
    private static long lastEndMillis(YarnApplication application) throws IOException {
        URI address = URI.create("http://" + cluster.setting("yarn.resourcemanager.webapp.address")
                + "/ws/v1/cluster/apps/" + application.id() + "/appattempts");
        long newest = 0;
        try (InputStream answer = address.toURL().openStream()) {
            for (JsonNode attempt : new ObjectMapper().readTree(answer).at("/appAttempts/appAttempt")) {
                newest = Math.max(newest, attempt.path("finishedTime").asLong());
            }
        }
        return newest;
    }
}
