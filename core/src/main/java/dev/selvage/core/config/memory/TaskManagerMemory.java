package dev.selvage.core.config.memory;

import static dev.selvage.core.config.MemoryOptions.TASKMANAGER_FLINK;
import static dev.selvage.core.config.MemoryOptions.TASKMANAGER_FRAMEWORK_HEAP;
import static dev.selvage.core.config.MemoryOptions.TASKMANAGER_FRAMEWORK_OFF_HEAP;
import static dev.selvage.core.config.MemoryOptions.TASKMANAGER_MANAGED;
import static dev.selvage.core.config.MemoryOptions.TASKMANAGER_MANAGED_FRACTION;
import static dev.selvage.core.config.MemoryOptions.TASKMANAGER_METASPACE;
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

    /** Of the heap, that is young at most: so long is the longest pause (docs/performance.md). */
    private static final int YOUNG_PART = 16;

    private static final long LEAST_YOUNG_BYTES = MemorySize.ofMebibytes(16).bytes();

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
        ProcessMemory.requireOrder(configuration, TASKMANAGER_NETWORK_MIN, TASKMANAGER_NETWORK_MAX);
        ProcessMemory divided = ProcessMemory.divide(configuration, KEYS, List.of());
        MemorySize ours = divided.ours().size();
        MemoryPart frameworkHeap = ProcessMemory.given(configuration, TASKMANAGER_FRAMEWORK_HEAP);
        MemoryPart frameworkOffHeap = ProcessMemory.given(configuration, TASKMANAGER_FRAMEWORK_OFF_HEAP);
        MemoryPart taskOffHeap = ProcessMemory.given(configuration, TASKMANAGER_TASK_OFF_HEAP);
        MemoryPart managed = managed(configuration, ours);
        List<MemoryPart> others = List.of(frameworkHeap, frameworkOffHeap, taskOffHeap, managed);
        MemoryPart network = network(configuration, divided.ours(), others);
        others = ProcessMemory.and(others, network);
        MemoryPart taskHeap = taskHeap(configuration, divided, others);
        MemorySize surplus = ours.minus(sum(ProcessMemory.and(others, taskHeap)));
        MemoryPart overhead = withSurplus(divided.overhead(), surplus);
        // What a heap given by a person leaves unused is the JVM's, but not without bound: it would never be used.
        ProcessMemory.remainder(
                divided.process(),
                ProcessMemory.and(others, taskHeap, divided.metaspace()),
                ProcessMemory.boundsOfOverhead(configuration, KEYS));
        return new TaskManagerMemory(
                divided.process(),
                frameworkHeap,
                taskHeap,
                frameworkOffHeap,
                taskOffHeap,
                network,
                managed,
                divided.metaspace(),
                overhead);
    }

    /** Whether somebody has said how large the process is, so that its parts follow. */
    static boolean isSized(Configuration configuration) {
        return configuration.isSet(TASKMANAGER_PROCESS) || configuration.isSet(TASKMANAGER_FLINK);
    }

    private static MemoryPart taskHeap(Configuration configuration, ProcessMemory divided, List<MemoryPart> others)
            throws InvalidConfigurationException {
        boolean oursGiven = configuration.isSet(TASKMANAGER_FLINK);
        boolean processGiven = configuration.isSet(TASKMANAGER_PROCESS) && !oursGiven;
        String name = TASKMANAGER_TASK_HEAP.key();
        if (!configuration.isSet(TASKMANAGER_TASK_HEAP)) {
            MemorySize left =
                    divided.remainderOfOurs(processGiven, others, ProcessMemory.Bounds.atLeast(name, LEAST_TASK_HEAP));
            return new MemoryPart(name, left, "what is left");
        }
        MemoryPart given = ProcessMemory.given(configuration, TASKMANAGER_TASK_HEAP);
        // Whoever gives the sum of the parts means the sum.
        divided.remainderOfOurs(
                processGiven,
                others,
                oursGiven ? ProcessMemory.Bounds.exactly(given) : ProcessMemory.Bounds.atLeast(name, given.size()));
        return given;
    }

    private static MemorySize sum(List<MemoryPart> parts) {
        return parts.stream().map(MemoryPart::size).reduce(MemorySize.ZERO, MemorySize::plus);
    }

    private static MemoryPart network(Configuration configuration, MemoryPart ours, List<MemoryPart> others)
            throws InvalidConfigurationException {
        String name = TASKMANAGER_NETWORK_MIN.key().replace(".min", "");
        MemorySize least = configuration.get(TASKMANAGER_NETWORK_MIN);
        MemorySize most = configuration.get(TASKMANAGER_NETWORK_MAX);
        if (configuration.isSet(TASKMANAGER_FLINK)
                && configuration.isSet(TASKMANAGER_TASK_HEAP)
                && configuration.isSet(TASKMANAGER_MANAGED)) {
            // All the rest is given; as in Flink, this is what is left.
            List<MemoryPart> parts =
                    ProcessMemory.and(others, ProcessMemory.given(configuration, TASKMANAGER_TASK_HEAP));
            MemorySize left = ProcessMemory.remainder(ours, parts, new ProcessMemory.Bounds(name, least, most));
            return new MemoryPart(name, left, "what is left");
        }
        return NetworkMemory.share(configuration, ours.size(), "of heap and off-heap");
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

    private static MemoryPart withSurplus(MemoryPart overhead, MemorySize surplus) {
        return surplus.equals(MemorySize.ZERO)
                ? overhead
                : new MemoryPart(
                        overhead.name(),
                        overhead.size().plus(surplus),
                        overhead.reason() + ", and " + surplus + " that the other parts leave");
    }

    /**
     * What the JVM is started with. State lives long and records do not, so what survives is moved once, and never much at a
     * time; and no page of the heap is taken from the machine while records wait.
     */
    public List<String> jvmArguments() {
        MemorySize heap = frameworkHeap.size().plus(taskHeap.size());
        MemorySize direct = frameworkOffHeap.size().plus(taskOffHeap.size()).plus(network.size());
        return List.of(
                "-Xms" + heap.bytes(),
                "-Xmx" + heap.bytes(),
                "-XX:MaxNewSize=" + Math.max(LEAST_YOUNG_BYTES, heap.bytes() / YOUNG_PART),
                "-XX:MaxTenuringThreshold=0",
                "-XX:+AlwaysPreTouch",
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
