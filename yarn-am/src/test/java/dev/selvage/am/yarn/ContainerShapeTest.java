package dev.selvage.am.yarn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.jobmanager.containers.ContainerSettings;
import dev.selvage.platform.config.ConfigurationFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.yarn.api.records.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerShapeTest {

    @TempDir
    private Path directory;

    private ContainerShape shape(String... assignments) throws Exception {
        Files.writeString(directory.resolve("selvage-conf.yaml"), "taskmanager.memory.process.size: 1000 mb\n");
        Configuration configuration =
                ConfigurationFiles.load(directory, List.of(assignments)).configuration();
        return ContainerShape.of(configuration, ContainerSettings.of(configuration));
    }

    @Test
    void itHasACoreForEachSlotUnlessSomebodySaysHowMany() throws Exception {
        assertThat(shape("taskmanager.numberOfTaskSlots=3").vcores()).isEqualTo(3);
        assertThat(shape("taskmanager.numberOfTaskSlots=3", "yarn.containers.vcores=2")
                        .vcores())
                .isEqualTo(2);
        assertThat(shape("taskmanager.memory.process.size=1500 mb").memoryMegabytes())
                .isEqualTo(1500);
    }

    @Test
    void taskManagersFollowTheLabelOfTheApplicationMasterUnlessTheyHaveOne() throws Exception {
        assertThat(shape().label()).isEmpty();
        assertThat(shape("yarn.application.node-label=all").label()).contains("all");
        assertThat(shape("yarn.application.node-label=all", "yarn.taskmanager.node-label=fast")
                        .label())
                .contains("fast");
    }

    @Test
    void externalResourcesAreAskedForByTheirNamesWithYarn() throws Exception {
        assertThat(shape(
                                "external-resources=gpu;licence",
                                "external-resource.gpu.amount=2",
                                "external-resource.gpu.yarn.config-key=yarn.io/gpu",
                                "external-resource.licence.amount=1")
                        .others())
                .isEqualTo(Map.of("yarn.io/gpu", 2L));
        assertThatThrownBy(() -> shape("external-resources=gpu", "external-resource.gpu.yarn.config-key=yarn.io/gpu"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("external-resource.gpu.amount");
    }

    @Test
    void whatYarnNeverGrantsIsSaidBeforeItIsAskedFor() throws Exception {
        ContainerShape shape = shape("taskmanager.memory.process.size=2000 mb", "taskmanager.numberOfTaskSlots=4");

        assertThat(shape.tooLargeFor(Resource.newInstance(2000, 4))).isEmpty();
        assertThat(shape.tooLargeFor(Resource.newInstance(1999, 4)))
                .hasValueSatisfying(why -> assertThat(why)
                        .contains("2000 MB")
                        .contains("1999 MB")
                        .contains("taskmanager.memory.process.size"));
        assertThat(shape.tooLargeFor(Resource.newInstance(8000, 3)))
                .hasValueSatisfying(why -> assertThat(why).contains("yarn.containers.vcores"));
    }
}
