package dev.selvage.core.config.memory;

import static dev.selvage.core.config.MemoryOptions.TASKMANAGER_NETWORK_FRACTION;
import static dev.selvage.core.config.MemoryOptions.TASKMANAGER_NETWORK_MAX;
import static dev.selvage.core.config.MemoryOptions.TASKMANAGER_NETWORK_MIN;

import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.config.option.MemorySize;

/** The part of a TaskManager for batches on their way between processes. */
public final class NetworkMemory {

    private NetworkMemory() {}

    /**
     * How much it is in a process that runs already.
     *
     * @param heap what the JVM has, of which the share is taken where nobody has said how large the process is
     */
    public static MemorySize of(Configuration configuration, MemorySize heap) throws InvalidConfigurationException {
        if (TaskManagerMemory.isSized(configuration)) {
            return TaskManagerMemory.derive(configuration).network().size();
        }
        ProcessMemory.requireOrder(configuration, TASKMANAGER_NETWORK_MIN, TASKMANAGER_NETWORK_MAX);
        return share(configuration, heap, "of the heap").size();
    }

    static MemoryPart share(Configuration configuration, MemorySize whole, String ofWhat) {
        double fraction = configuration.get(TASKMANAGER_NETWORK_FRACTION);
        return ProcessMemory.within(
                TASKMANAGER_NETWORK_MIN.key().replace(".min", ""),
                whole.share(fraction),
                fraction,
                ofWhat,
                configuration.get(TASKMANAGER_NETWORK_MIN),
                configuration.get(TASKMANAGER_NETWORK_MAX));
    }
}
