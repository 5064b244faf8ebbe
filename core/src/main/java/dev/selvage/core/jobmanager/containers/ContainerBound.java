package dev.selvage.core.jobmanager.containers;

import dev.selvage.core.config.ResourceOptions;
import dev.selvage.core.config.TaskManagerOptions;
import dev.selvage.core.config.YarnOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.MemorySize;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The tightest of the options that bound how many containers a cluster has.
 *
 * @param most how many it leaves room for
 * @param option its key and value
 */
record ContainerBound(int most, String option) {

    /** Nothing if none of them is set. */
    static Optional<ContainerBound> of(Configuration configuration, int megabytes) {
        Optional<ContainerBound> bySlots = configuration
                .find(ResourceOptions.MAX_SLOTS)
                .map(slots -> new ContainerBound(
                        slots / configuration.get(TaskManagerOptions.SLOTS),
                        ResourceOptions.MAX_SLOTS.key() + ": " + slots));
        Optional<ContainerBound> byCores = configuration
                .find(ResourceOptions.MAX_CPU)
                .map(cores -> new ContainerBound(
                        (int) (cores / cores(configuration)), ResourceOptions.MAX_CPU.key() + ": " + cores));
        Optional<ContainerBound> byMemory = configuration
                .find(ResourceOptions.MAX_MEMORY)
                .map(memory -> new ContainerBound(
                        (int) Math.min(
                                Integer.MAX_VALUE,
                                memory.bytes()
                                        / MemorySize.ofMebibytes(megabytes).bytes()),
                        ResourceOptions.MAX_MEMORY.key() + ": " + memory));
        return Stream.of(bySlots, byCores, byMemory)
                .flatMap(Optional::stream)
                .min(Comparator.comparingInt(ContainerBound::most));
    }

    /** As many as the container of a TaskManager is asked for with. */
    private static int cores(Configuration configuration) {
        int wanted = configuration.get(YarnOptions.CONTAINER_VCORES);
        return wanted > 0 ? wanted : configuration.get(TaskManagerOptions.SLOTS);
    }

    String tooLow(int slots, int leastSlots) {
        return "Expected " + option + " to leave room for a TaskManager (" + TaskManagerOptions.SLOTS.key() + ": "
                + slots
                + ") and for " + ResourceOptions.MIN_SLOTS.key() + " (" + leastSlots + "), but it leaves room for "
                + most
                + ": raise it, or lower the others.";
    }
}
