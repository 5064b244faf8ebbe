package dev.selvage.client.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.client.ClientSettings;
import dev.selvage.client.FakeCluster;
import dev.selvage.client.Said;
import dev.selvage.client.Terminal;
import dev.selvage.platform.leadership.HighAvailability;
import dev.selvage.platform.leadership.HighAvailabilityServices;
import dev.selvage.platform.plugin.Plugins;
import dev.selvage.platform.storage.FileStorages;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterFinderTest {

    @TempDir
    private Path directory;

    private final Terminal terminal = new Terminal(
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            false);

    private ClientSettings settings(String... assignments) {
        return ClientSettings.of(
                Map.of(
                        "SELVAGE_CONF_DIR",
                        directory.resolve("conf").toString(),
                        "SELVAGE_LOG_DIR",
                        directory.resolve("log").toString()),
                Arrays.asList(assignments));
    }

    private Optional<URI> found(String... assignments) throws Exception {
        return ClusterFinder.of(settings(assignments), terminal).find();
    }

    @Test
    void withoutHighAvailabilityItIsWhereSomethingSays() throws Exception {
        Said.configure(directory, "");
        assertThat(found()).contains(URI.create("http://localhost:8081/"));
        assertThat(found("rest.port=8083")).contains(URI.create("http://localhost:8083/"));

        Files.writeString(directory.resolve("conf/masters"), "# ours\n\nfirst:8082 # the usual one\nsecond:8083\n");
        assertThat(found()).contains(URI.create("http://first:8082/"));
        assertThat(found("rest.port=8084")).contains(URI.create("http://first:8084/"));
        assertThat(found("jobmanager.rpc.address=other")).contains(URI.create("http://other:8081/"));
        assertThat(found("jobmanager.rpc.address=first")).contains(URI.create("http://first:8082/"));
        assertThat(found("jobmanager.rpc.address=other", "rest.address=gateway", "rest.url-prefix=/ours/"))
                .contains(URI.create("http://gateway:8081/ours/"));
        assertThat(found("rest.address=::1")).contains(URI.create("http://[::1]:8081/"));
    }

    @Test
    void whatTheCommandSaysHasToBeSaidToTheNextOneToo() throws Exception {
        Said.configure(directory, "rest.address: there\n");

        assertThat(ClusterFinder.of(settings(), terminal).hint()).isEmpty();
        assertThat(ClusterFinder.of(settings("rest.address=here", "rest.port=1"), terminal)
                        .hint())
                .isEqualTo("-m here:1");
    }

    @Test
    void whoeverLeadsIsFollowedWhenAnotherOneTakesOver() throws Exception {
        Said.configure(
                directory,
                "high-availability: yarn\nhigh-availability.storageDir: " + directory.resolve("storage") + "\n");
        ClientSettings settings = settings();
        try (HighAvailabilityServices services =
                        HighAvailability.of(settings.configuration(), FileStorages.of(Map.of()), Plugins.none());
                FakeCluster second = new FakeCluster(directory)) {
            ClusterFinder finder = ClusterFinder.of(settings, terminal);
            ClusterJobs jobs = new ClusterJobs(new ClusterClient(finder, settings, terminal));
            assertThat(finder.find()).isEmpty();
            try (FakeCluster first = new FakeCluster(directory)) {
                services.lead().announce("any:1", "http://" + first.place());
                assertThat(jobs.list()).isNotEmpty();
                assertThat(first.heard).hasSize(1);
                services.lead().announce("any:2", "http://" + second.place());
            }
            assertThat(jobs.list()).isNotEmpty();
            assertThat(second.heard).hasSize(1);
        }
    }

    @Test
    void nobodyLeads() throws Exception {
        Said.configure(
                directory,
                "high-availability: yarn\nhigh-availability.storageDir: " + directory.resolve("storage") + "\n");

        Said said = Said.by(directory, "list");

        assertThat(said.error())
                .contains("Expected a cluster at where the leader is", "nobody has recorded that he leads")
                .doesNotContain("\tat ");
    }
}
