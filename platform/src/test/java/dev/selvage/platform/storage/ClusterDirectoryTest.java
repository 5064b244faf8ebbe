package dev.selvage.platform.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.id.JobId;
import dev.selvage.platform.config.ConfigurationFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterDirectoryTest {

    @TempDir
    private Path directory;

    private ClusterDirectory of(String... assignments) throws Exception {
        return ClusterDirectory.of(
                ConfigurationFiles.load(directory, List.of(assignments)).configuration());
    }

    @Test
    void clustersAreApartInOneStorageDirectoryAndJobsInOneCluster() throws Exception {
        ClusterDirectory orders =
                of("high-availability.storageDir=/selvage", "high-availability.cluster-id=/streams/orders");

        assertThat(orders.cluster().name()).isEqualTo("streams/orders");
        assertThat(orders.program(new JobId(0, 1)))
                .hasToString("/selvage/streams/orders/jobs/00000000000000000000000000000001/program");
        assertThat(of("high-availability.storageDir=/selvage").path()).hasToString("/selvage/default");
    }

    @Test
    void withoutAUsableDirectoryItIsSaidWhichSettingIsMissing() {
        assertThatThrownBy(this::of)
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("high-availability.storageDir");
        assertThatThrownBy(() -> of("high-availability.storageDir=not/absolute"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("high-availability.storageDir");
    }
}
