package dev.selvage.it.yarn.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.it.cluster.MiniCluster;
import dev.selvage.it.standalone.LeadershipPlugins;
import dev.selvage.it.standalone.UnpackedDistribution;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Plugins of the client's distribution, in containers. */
final class PluginsOnYarnIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    @Test
    void containersFindTheirLeaderByAPluginThatTheClientHas() throws Exception {
        LeadershipPlugins plugins = new LeadershipPlugins(directory);
        Path words = Files.writeString(directory.resolve("words"), "one two two");
        try (YarnScripts scripts = new YarnScripts(
                directory, MiniCluster.shared(), UnpackedDistribution.withPlugins(directory, plugins.directory()))) {

            String said = scripts.selvage(
                    "run",
                    "-t",
                    "yarn-per-job",
                    "-Dhigh-availability.type=" + LeadershipPlugins.SECOND,
                    UnpackedDistribution.HOME.resolve("examples/WordCount.jar").toString(),
                    words.toString(),
                    directory.resolve("counts").toString());

            assertThat(said).contains(" has finished after ");
            assertThat(plugins.notes()).containsExactly("ApplicationMasterMain: 2", "TaskManagerMain: 2");
        }
    }
}
