package dev.selvage.am.yarn;

import dev.selvage.core.config.MemoryOptions;
import dev.selvage.core.config.TaskManagerOptions;
import dev.selvage.core.config.YarnOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.jobmanager.containers.ContainerSettings;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.hadoop.yarn.api.records.Resource;

/**
 * What is asked for, each time.
 *
 * @param others by YARN's names
 * @param label of the nodes on which containers may be
 */
record ContainerShape(int memoryMegabytes, int vcores, SortedMap<String, Long> others, Optional<String> label) {

    static ContainerShape of(Configuration configuration, ContainerSettings settings)
            throws InvalidConfigurationException {
        int vcores = configuration.get(YarnOptions.CONTAINER_VCORES);
        return new ContainerShape(
                settings.memoryMegabytes(),
                vcores > 0 ? vcores : settings.slots(),
                ExternalResources.of(configuration),
                configuration
                        .find(YarnOptions.TASKMANAGER_NODE_LABEL)
                        .or(() -> configuration.find(YarnOptions.MASTER_NODE_LABEL)));
    }

    /** A sentence, if YARN grants nothing as large as this. */
    Optional<String> tooLargeFor(Resource most) {
        if (memoryMegabytes <= most.getMemorySize() && vcores <= most.getVirtualCores()) {
            return Optional.empty();
        }
        return Optional.of("Expected YARN to have containers of " + memoryMegabytes + " MB and " + vcores
                + " virtual cores for TaskManagers, but it grants at most " + most.getMemorySize() + " MB and "
                + most.getVirtualCores() + ": lower " + MemoryOptions.TASKMANAGER_PROCESS.key() + ", "
                + TaskManagerOptions.SLOTS.key() + " or " + YarnOptions.CONTAINER_VCORES.key() + ".");
    }

    /** The same in YARN's words. */
    Resource resource() {
        Resource resource = Resource.newInstance(memoryMegabytes, vcores);
        others.forEach(resource::setResourceValue);
        return resource;
    }
}
