package dev.selvage.client.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.config.Settings;
import dev.selvage.core.config.option.Configuration;
import org.apache.hadoop.yarn.api.records.Resource;
import org.junit.jupiter.api.Test;

class ContainerSizesTest {

    @Test
    void aTaskManagerHasACorePerSlotUnlessSomebodySaysMore() throws Exception {
        assertThat(ContainerSizes.of(options("taskmanager.numberOfTaskSlots", "3"))
                        .taskManager())
                .isEqualTo(Resource.newInstance(1024, 3));
        assertThat(ContainerSizes.of(options("yarn.containers.vcores", "7"))
                        .taskManager()
                        .getVirtualCores())
                .isEqualTo(7);
        assertThat(ContainerSizes.of(options()).master()).isEqualTo(Resource.newInstance(512, 1));
    }

    @Test
    void whatNoNodeCanGiveIsToldAtOnce() throws Exception {
        assertThat(ContainerSizes.of(options("taskmanager.numberOfTaskSlots", "4"))
                        .problems(Resource.newInstance(256, 2)))
                .hasSize(3)
                .anyMatch(problem -> problem.startsWith(
                        "Expected the ApplicationMaster to need at most 256 mb, the largest container of this cluster, but"
                                + " found 512 mb. Lower jobmanager.memory.process.size"))
                .anyMatch(problem -> problem.startsWith("Expected a TaskManager to need at most 256 mb"))
                .anyMatch(problem -> problem.startsWith("Expected a TaskManager to need at most 2 virtual cores"));
        assertThat(ContainerSizes.of(options()).problems(Resource.newInstance(1024, 1)))
                .isEmpty();
    }

    private static Configuration options(String... more) {
        String[] settings = new String[more.length + 4];
        settings[0] = "jobmanager.memory.process.size";
        settings[1] = "512 mb";
        settings[2] = "taskmanager.memory.process.size";
        settings[3] = "1 gb";
        System.arraycopy(more, 0, settings, 4, more.length);
        return Settings.of(settings);
    }
}
