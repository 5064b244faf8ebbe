package dev.selvage.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.selvage.platform.Await;
import dev.selvage.platform.http.client.RestClient;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Plugins as people put them into the distribution. */
final class PluginsIT {

    private static final Duration BOUND = Duration.ofMinutes(3);
    private static final int UNUSABLE = 2;
    private static final int START_FAILED = 5;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private LeadershipPlugins plugins;
    private UnpackedDistribution selvage;

    @BeforeEach
    void unpack() throws Exception {
        plugins = new LeadershipPlugins(directory);
        selvage = UnpackedDistribution.withPlugins(directory, plugins.directory());
    }

    @AfterEach
    void end() throws Exception {
        selvage.close();
    }

    private void done(String script, String... words) throws Exception {
        UnpackedDistribution.Ended ended = selvage.call(script, words);
        assertThat(ended.status()).as(() -> ended.said() + selvage.said()).isZero();
    }

    private static String named(String factory) {
        return "-Dhigh-availability.type=" + factory;
    }

    @Test
    void processesOfOneClusterFindTheirLeaderByPluginsWithDifferentVersionsOfALibrary() throws Exception {
        int port = UnpackedDistribution.freePort();
        done("jobmanager.sh", "start", "localhost", String.valueOf(port), named(LeadershipPlugins.FIRST));
        done("taskmanager.sh", "start", named(LeadershipPlugins.SECOND));
        RestClient cluster = SubmittedExample.client(port);
        Await.until(
                () -> "the TaskManager finds the JobManager, where they said:" + selvage.said(),
                BOUND,
                () -> cluster.get("/overview", JsonNode.class)
                                .get("taskmanagers")
                                .asInt()
                        == 1);

        assertThat(new SubmittedExample(directory).count("one two two", cluster))
                .containsExactly("one 1", "two 1", "two 2");
        done("selvage", "list", named(LeadershipPlugins.SECOND));

        assertThat(plugins.notes()).containsExactly("ClientMain: 2", "JobManagerMain: 1", "TaskManagerMain: 2");
        assertThat(selvage.said()).contains("Plugins: one, two", LeadershipPlugins.FIRST + " comes from plugin one");
    }

    @Test
    void aFactoryThatIsNowhereIsToldWithThePluginsThatWereLookedAt() throws Exception {
        String sentence = "but found plugged.Third: it is not in lib/, and none of the plugins in ";
        for (String script : new String[] {"jobmanager.sh", "taskmanager.sh"}) {
            UnpackedDistribution.Ended ended = selvage.call(script, "start", named("plugged.Third"));

            assertThat(ended.said())
                    .contains(sentence, " offers it (one, two).", "it ended with status " + UNUSABLE)
                    .doesNotContain("\tat ", "Exception in thread");
            assertThat(ended.status()).isEqualTo(START_FAILED);
        }
        UnpackedDistribution.Ended list = selvage.call("selvage", "list", named("plugged.Third"));
        assertThat(list.said()).contains(sentence).doesNotContain("\tat ");
        assertThat(list.status()).isEqualTo(UNUSABLE);
        assertThat(selvage.allProcesses()).isEmpty();
    }
}
