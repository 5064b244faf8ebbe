package dev.selvage.client.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.client.ClientSettings;
import dev.selvage.client.FakeCluster;
import dev.selvage.client.Said;
import dev.selvage.client.Terminal;
import dev.selvage.core.id.JobId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DepartureTest {

    private static final JobId JOB = JobId.parse(FakeCluster.JOB);

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final Terminal terminal = new Terminal(
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(told, true, StandardCharsets.UTF_8),
            false);

    @BeforeEach
    void configure() throws Exception {
        Said.configure(directory, "");
    }

    private RestJob job(FakeCluster cluster, Departure departure) {
        ClientSettings settings = ClientSettings.of(
                Map.of("SELVAGE_CONF_DIR", directory.resolve("conf").toString()),
                List.of(
                        "rest.address=" + cluster.address().getHost(),
                        "rest.port=" + cluster.address().getPort()));
        ClusterClient client = new ClusterClient(ClusterFinder.of(settings, terminal), settings, terminal);
        RestJob job = new RestJob(JOB, "counts", new ClusterJobs(client), false, departure);
        departure.hasBegun(job);
        return job;
    }

    private String told() {
        return told.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aJobGoesOnWithoutItsClientWhichSaysHowToEndIt() throws Exception {
        try (FakeCluster cluster = new FakeCluster(directory)) {
            Departure departure = new Departure(terminal, false);
            job(cluster, departure);

            departure.happens();

            assertThat(told())
                    .isEqualTo("Job " + JOB + " (counts) goes on without its client. To end it: selvage cancel" + " -m "
                            + cluster.place() + " " + JOB + "\n");
            assertThat(cluster.heard).isEmpty();
        }
    }

    @Test
    void aJobIsCancelledWhereTheOptionSaysSo() throws Exception {
        try (FakeCluster cluster = new FakeCluster(directory)) {
            Departure departure = new Departure(terminal, true);
            job(cluster, departure);

            departure.happens();

            assertThat(told()).contains("is cancelled, since its client goes away");
            assertThat(cluster.heard).containsExactly("PATCH /jobs/" + JOB + "?mode=cancel {}");
        }
    }

    @Test
    void aJobThatCannotBeCancelledIsTold() throws Exception {
        Departure departure = new Departure(terminal, true);
        try (FakeCluster cluster = new FakeCluster(directory)) {
            job(cluster, departure);
        }

        departure.happens();

        assertThat(told()).contains("was to be cancelled, but: ", "To end it: selvage cancel -m ");
    }

    @Test
    void ofAJobThatHasEndedAndOfAProgramThatHasReturnedNothingIsSaid() throws Exception {
        try (FakeCluster cluster = new FakeCluster(directory)) {
            Departure departure = new Departure(terminal, false);
            RestJob job = job(cluster, departure);
            job.result();
            departure.happens();

            job(cluster, departure);
            departure.isExpected();
            departure.happens();
            assertThat(told()).isEmpty();
        }
    }
}
