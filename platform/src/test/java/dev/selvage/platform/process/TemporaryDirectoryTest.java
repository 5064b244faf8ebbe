package dev.selvage.platform.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.config.option.Configuration;
import dev.selvage.platform.config.ConfigurationFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryDirectoryTest {

    @TempDir
    private Path directory;

    private Configuration configuration(String... assignments) throws Exception {
        return ConfigurationFiles.load(directory, List.of(assignments)).configuration();
    }

    @Test
    void itIsWhatTheOptionsNameOrElseTheJvmsOwn() throws Exception {
        assertThat(TemporaryDirectory.of(configuration("io.tmp.dirs=/fast;/slow")))
                .isEqualTo(Path.of("/fast"));
        assertThat(TemporaryDirectory.of(configuration())).isEqualTo(Path.of(System.getProperty("java.io.tmpdir")));
    }
}
