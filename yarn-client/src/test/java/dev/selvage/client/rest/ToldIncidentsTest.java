package dev.selvage.client.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.client.ClientSettings;
import dev.selvage.client.FakeCluster;
import dev.selvage.client.Said;
import dev.selvage.client.Terminal;
import dev.selvage.core.id.JobId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToldIncidentsTest {

    private static final JobId JOB = JobId.parse(FakeCluster.JOB);
    private static final String MET = "Job " + FakeCluster.JOB + " (counts) met a failure";

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    /** Where the cluster's leader is. */
    private volatile Optional<URI> leader = Optional.empty();

    @BeforeEach
    void configure() throws Exception {
        Said.configure(directory, "");
    }

    private ToldIncidents incidents(Duration every) {
        ClientSettings settings = ClientSettings.of(
                Map.of("SELVAGE_CONF_DIR", directory.resolve("conf").toString()), List.of());
        Terminal terminal = new Terminal(
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(told, true, StandardCharsets.UTF_8),
                false);
        return new ToldIncidents(new ClusterJobs(new ClusterClient(new Moving(), settings, terminal)), every);
    }

    private final class Moving implements ClusterFinder {

        @Override
        public Optional<URI> find() {
            return leader;
        }

        @Override
        public boolean mayMove() {
            return true;
        }

        @Override
        public String where() {
            return "there";
        }

        @Override
        public String hint() {
            return "";
        }

        @Override
        public String advice() {
            return "";
        }
    }

    private List<String> told() {
        List<String> lines = told.toString(StandardCharsets.UTF_8).lines().toList();
        told.reset();
        return lines;
    }

    @Test
    void eachFailureIsToldOnceAndOfManyTheNewest() throws Exception {
        try (FakeCluster cluster = new FakeCluster(directory)) {
            leader = Optional.of(cluster.address());
            ToldIncidents incidents = incidents(Duration.ZERO);
            cluster.meets("TASK_FAILED: it rained\n\tat somewhere", 5);

            incidents.look(JOB, "counts");
            incidents.look(JOB, "counts");
            assertThat(told()).containsExactly(MET + ": TASK_FAILED: it rained");

            cluster.meets("TASK_FAILED: it rained again", 6);
            cluster.meets("TASK_MANAGER_LOST: it drowned", 7);
            incidents.lookAtAll();
            incidents.lookAtAll();
            assertThat(told()).containsExactly(MET + " (the newest of 2 failures): TASK_MANAGER_LOST: it drowned");
        }
    }

    @Test
    void betweenTwoLooksThereIsTime() throws Exception {
        try (FakeCluster cluster = new FakeCluster(directory)) {
            leader = Optional.of(cluster.address());
            ToldIncidents incidents = incidents(Duration.ofDays(1));

            incidents.look(JOB, "counts");
            incidents.lookAtAll();

            assertThat(cluster.heard).isEmpty();
        }
    }

    @Test
    void aLeaderThatIsAwayIsNotWaitedForAndTheNextOneIsFound() throws Exception {
        ToldIncidents incidents = incidents(Duration.ZERO);
        try (FakeCluster first = new FakeCluster(Files.createDirectories(directory.resolve("first")))) {
            leader = Optional.of(first.address());
            incidents.look(JOB, "counts");
        }
        incidents.look(JOB, "counts");
        incidents.lookAtAll();
        assertThat(told()).isEmpty();

        try (FakeCluster second = new FakeCluster(Files.createDirectories(directory.resolve("second")))) {
            leader = Optional.of(second.address());
            second.meets("TASK_MANAGER_LOST: it drowned", 7);
            incidents.lookAtAll();
            assertThat(told()).containsExactly(MET + ": TASK_MANAGER_LOST: it drowned");
        }
    }
}
