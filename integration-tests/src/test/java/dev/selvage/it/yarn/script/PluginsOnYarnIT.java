package dev.selvage.it.yarn.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.it.cluster.MiniCluster;
import dev.selvage.it.standalone.LeadershipPlugins;
import dev.selvage.it.standalone.UnpackedDistribution;
import dev.selvage.platform.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Plugins of the client's distribution, in containers. */
final class PluginsOnYarnIT {

    private static final Duration BOUND = Duration.ofMinutes(2);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    @Test
    void containersFindTheirLeaderByAPluginThatTheClientHas() throws Exception {
        LeadershipPlugins plugins = new LeadershipPlugins(directory);
        Path words = Files.writeString(directory.resolve("words"), "one two two");
        try (YarnScripts scripts = new YarnScripts(
                directory, MiniCluster.shared(), UnpackedDistribution.withPlugins(directory, plugins.directory()))) {
            String session = YarnScripts.found(
                    YarnScripts.APPLICATION,
                    scripts.done(
                            "yarn-session.sh",
                            "-d",
                            "-Dslotmanager.number-of-slots.min=1",
                            "-Dhigh-availability.type=" + LeadershipPlugins.SECOND));
            // A TaskManager first goes by what it was told.
            Await.until(
                    "both look who leads by the plugin",
                    BOUND,
                    () -> plugins.notes().equals(List.of("ApplicationMasterMain: 2", "TaskManagerMain: 2")));

            String said = scripts.selvage(
                    "run",
                    UnpackedDistribution.HOME.resolve("examples/WordCount.jar").toString(),
                    words.toString(),
                    directory.resolve("counts").toString());

            assertThat(said).contains(" has finished after ");
            scripts.distribution().type(Files.writeString(directory.resolve("typed"), "stop\n"));
            assertThat(scripts.done("yarn-session.sh", "-id", session)).contains("The session has ended.");
        }
    }
}
