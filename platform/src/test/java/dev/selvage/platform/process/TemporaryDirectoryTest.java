package dev.selvage.platform.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.config.option.Configuration;
import dev.selvage.platform.config.ConfigurationFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryDirectoryTest {

    private static final Map<String, String> CONTAINER = Map.of("CONTAINER_ID", "container_1");

    @TempDir
    private Path directory;

    private Configuration configuration(String... assignments) throws Exception {
        return ConfigurationFiles.load(directory, List.of(assignments)).configuration();
    }

    @Test
    void aContainerLeavesNothingOutsideItsWorkingDirectory() throws Exception {
        Path here = Path.of("").toAbsolutePath();

        assertThat(TemporaryDirectory.of(configuration(), CONTAINER)).startsWithRaw(here);
        assertThat(TemporaryDirectory.of(configuration(), Map.of()))
                .isEqualTo(Path.of(System.getProperty("java.io.tmpdir")));
    }

    @Test
    void whatTheOptionsNameIsTakenEverywhere() throws Exception {
        assertThat(TemporaryDirectory.of(configuration("io.tmp.dirs=/fast;/slow"), CONTAINER))
                .isEqualTo(Path.of("/fast"));
    }
}
