package dev.selvage.core.config.memory;

import static dev.selvage.core.config.MemoryOptions.TASKMANAGER_FLINK;
import static dev.selvage.core.config.MemoryOptions.TASKMANAGER_FRAMEWORK_HEAP;
import static dev.selvage.core.config.MemoryOptions.TASKMANAGER_FRAMEWORK_OFF_HEAP;
import static dev.selvage.core.config.MemoryOptions.TASKMANAGER_MANAGED;
import static dev.selvage.core.config.MemoryOptions.TASKMANAGER_MANAGED_FRACTION;
import static dev.selvage.core.config.MemoryOptions.TASKMANAGER_METASPACE;
import static dev.selvage.core.config.MemoryOptions.TASKMANAGER_NETWORK_FRACTION;
import static dev.selvage.core.config.MemoryOptions.TASKMANAGER_NETWORK_MAX;
import static dev.selvage.core.config.MemoryOptions.TASKMANAGER_NETWORK_MIN;
import static dev.selvage.core.config.MemoryOptions.TASKMANAGER_OVERHEAD_FRACTION;
import static dev.selvage.core.config.MemoryOptions.TASKMANAGER_OVERHEAD_MAX;
import static dev.selvage.core.config.MemoryOptions.TASKMANAGER_OVERHEAD_MIN;
import static dev.selvage.core.config.MemoryOptions.TASKMANAGER_PROCESS;
import static dev.selvage.core.config.MemoryOptions.TASKMANAGER_TASK_HEAP;
import static dev.selvage.core.config.MemoryOptions.TASKMANAGER_TASK_OFF_HEAP;

import dev.selvage.core.config.StateOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.config.option.MemorySize;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parts of a TaskManager's process. Derived from its size alone, unless a person gave a part. */
public record TaskManagerMemory(
        MemoryPart process,
        MemoryPart frameworkHeap,
        MemoryPart taskHeap,
        MemoryPart frameworkOffHeap,
        MemoryPart taskOffHeap,
        MemoryPart network,
        MemoryPart managed,
        MemoryPart metaspace,
        MemoryPart overhead) {

    private static final MemorySize LEAST_TASK_HEAP = MemorySize.ofMebibytes(32);

    private static final ProcessMemory.Keys KEYS = new ProcessMemory.Keys(
            TASKMANAGER_PROCESS,
            TASKMANAGER_FLINK,
            TASKMANAGER_METASPACE,
            TASKMANAGER_OVERHEAD_FRACTION,
            TASKMANAGER_OVERHEAD_MIN,
            TASKMANAGER_OVERHEAD_MAX);

    /** Derives the parts; refuses in a sentence what does not add up. */
    public static TaskManagerMemory derive(Configuration configuration) throws InvalidConfigurationException {
        ProcessMemory divided = ProcessMemory.divide(configuration, KEYS, Optional.empty());
        MemorySize ours = divided.ours().size();
        MemoryPart frameworkHeap = ProcessMemory.given(configuration, TASKMANAGER_FRAMEWORK_HEAP);
        MemoryPart frameworkOffHeap = ProcessMemory.given(configuration, TASKMANAGER_FRAMEWORK_OFF_HEAP);
        MemoryPart taskOffHeap = ProcessMemory.given(configuration, TASKMANAGER_TASK_OFF_HEAP);
        MemoryPart network = network(configuration, ours);
        MemoryPart managed = managed(configuration, ours);
        List<MemoryPart> others = List.of(frameworkHeap, frameworkOffHeap, taskOffHeap, network, managed);
        MemorySize needed = configuration.find(TASKMANAGER_TASK_HEAP).orElse(LEAST_TASK_HEAP);
        MemorySize left = divided.remainderOfOurs(configuration.isSet(TASKMANAGER_PROCESS), others, needed);
        MemoryPart taskHeap = configuration.isSet(TASKMANAGER_TASK_HEAP)
                ? ProcessMemory.given(configuration, TASKMANAGER_TASK_HEAP)
                : new MemoryPart(TASKMANAGER_TASK_HEAP.key(), left, "what is left");
        return new TaskManagerMemory(
                divided.process(),
                frameworkHeap,
                taskHeap,
                frameworkOffHeap,
                taskOffHeap,
                network,
                managed,
                divided.metaspace(),
                withSurplus(divided.overhead(), left.minus(taskHeap.size())));
    }

    private static MemoryPart network(Configuration configuration, MemorySize ours) {
        double fraction = configuration.get(TASKMANAGER_NETWORK_FRACTION);
        return ProcessMemory.within(
                TASKMANAGER_NETWORK_MIN.key().replace(".min", ""),
                ours.share(fraction),
                fraction,
                "of heap and off-heap",
                configuration.get(TASKMANAGER_NETWORK_MIN),
                configuration.get(TASKMANAGER_NETWORK_MAX));
    }

    private static MemoryPart managed(Configuration configuration, MemorySize ours) {
        if (configuration.isSet(TASKMANAGER_MANAGED)) {
            return ProcessMemory.given(configuration, TASKMANAGER_MANAGED);
        }
        String backend = configuration.get(StateOptions.BACKEND);
        double fraction = configuration.get(TASKMANAGER_MANAGED_FRACTION);
        return backend.equalsIgnoreCase("rocksdb")
                ? new MemoryPart(
                        TASKMANAGER_MANAGED.key(),
                        ours.share(fraction),
                        Math.round(fraction * 100) + " % of heap and off-heap, for the state backend " + backend)
                : new MemoryPart(
                        TASKMANAGER_MANAGED.key(),
                        MemorySize.ZERO,
                        "the state backend " + backend + " keeps its state on the heap");
    }

    /** What a heap given by a person leaves unused is the JVM's, since the process may not be smaller than its container. */
    private static MemoryPart withSurplus(MemoryPart overhead, MemorySize surplus) {
        return surplus.equals(MemorySize.ZERO)
                ? overhead
                : new MemoryPart(
                        overhead.name(),
                        overhead.size().plus(surplus),
                        overhead.reason() + ", and " + surplus + " that the other parts leave");
    }

    /** What the JVM is started with. */
    public List<String> jvmArguments() {
        MemorySize heap = frameworkHeap.size().plus(taskHeap.size());
        MemorySize direct = frameworkOffHeap.size().plus(taskOffHeap.size()).plus(network.size());
        return List.of(
                "-Xms" + heap.bytes(),
                "-Xmx" + heap.bytes(),
                "-XX:MaxDirectMemorySize=" + direct.bytes(),
                "-XX:MaxMetaspaceSize=" + metaspace.size().bytes());
    }

    /** A line per part: how large, and why. */
    public String explanation() {
        return Stream.of(
                        process,
                        frameworkHeap,
                        taskHeap,
                        frameworkOffHeap,
                        taskOffHeap,
                        network,
                        managed,
                        metaspace,
                        overhead)
                .map(MemoryPart::line)
                .collect(Collectors.joining("\n"));
    }
}
