package dev.selvage.core.config.memory;

import static dev.selvage.core.config.MemoryOptions.JOBMANAGER_DIRECT_LIMIT;
import static dev.selvage.core.config.MemoryOptions.JOBMANAGER_FLINK;
import static dev.selvage.core.config.MemoryOptions.JOBMANAGER_HEAP;
import static dev.selvage.core.config.MemoryOptions.JOBMANAGER_METASPACE;
import static dev.selvage.core.config.MemoryOptions.JOBMANAGER_OFF_HEAP;
import static dev.selvage.core.config.MemoryOptions.JOBMANAGER_OVERHEAD_FRACTION;
import static dev.selvage.core.config.MemoryOptions.JOBMANAGER_OVERHEAD_MAX;
import static dev.selvage.core.config.MemoryOptions.JOBMANAGER_OVERHEAD_MIN;
import static dev.selvage.core.config.MemoryOptions.JOBMANAGER_PROCESS;

import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.config.option.MemorySize;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The parts of a JobManager's process. Derived from its size alone, unless a person gave a part. */
public record JobManagerMemory(
        MemoryPart process,
        MemoryPart heap,
        MemoryPart offHeap,
        MemoryPart metaspace,
        MemoryPart overhead,
        boolean limitDirectMemory) {

    /** Less than this and a JobManager spends its time collecting garbage. */
    private static final MemorySize LEAST_HEAP = MemorySize.ofMebibytes(64);

    private static final ProcessMemory.Keys KEYS = new ProcessMemory.Keys(
            JOBMANAGER_PROCESS,
            JOBMANAGER_FLINK,
            JOBMANAGER_METASPACE,
            JOBMANAGER_OVERHEAD_FRACTION,
            JOBMANAGER_OVERHEAD_MIN,
            JOBMANAGER_OVERHEAD_MAX);

    /** Derives the parts; refuses in a sentence what does not add up. */
    public static JobManagerMemory derive(Configuration configuration) throws InvalidConfigurationException {
        MemoryPart offHeap = ProcessMemory.given(configuration, JOBMANAGER_OFF_HEAP);
        boolean limitDirectMemory = configuration.get(JOBMANAGER_DIRECT_LIMIT);
        if (limitDirectMemory && offHeap.size().equals(MemorySize.ZERO)) {
            // To the JVM a limit of 0 is no limit.
            throw new InvalidConfigurationException(List.of("Expected " + JOBMANAGER_OFF_HEAP + " to be more than 0,"
                    + " since " + JOBMANAGER_DIRECT_LIMIT + " limits direct memory to it and connections need some,"
                    + " but found 0 b (" + offHeap.reason() + "). Raise it, or take the limit away."));
        }
        List<MemoryPart> fixed = configuration.isSet(JOBMANAGER_HEAP)
                ? List.of(ProcessMemory.given(configuration, JOBMANAGER_HEAP), offHeap)
                : List.of();
        ProcessMemory divided = ProcessMemory.divide(configuration, KEYS, fixed);
        MemorySize left = divided.remainderOfOurs(
                configuration.isSet(JOBMANAGER_PROCESS) && !configuration.isSet(JOBMANAGER_FLINK),
                List.of(offHeap),
                ProcessMemory.Bounds.atLeast(JOBMANAGER_HEAP.key(), LEAST_HEAP));
        MemoryPart heap = new MemoryPart(
                JOBMANAGER_HEAP.key(),
                left,
                configuration
                        .placeOf(JOBMANAGER_HEAP)
                        .map(place -> "given: " + place)
                        .orElse("what is left"));
        if (configuration
                .find(JOBMANAGER_HEAP)
                .filter(given -> !given.equals(left))
                .isPresent()) {
            throw new InvalidConfigurationException(List.of("Expected " + JOBMANAGER_HEAP + " to be what "
                    + JOBMANAGER_FLINK + " leaves, " + left + ", but found "
                    + configuration.get(JOBMANAGER_HEAP) + ". Give one of the two, not both."));
        }
        return new JobManagerMemory(
                divided.process(), heap, offHeap, divided.metaspace(), divided.overhead(), limitDirectMemory);
    }

    /** What the JVM is started with. */
    public List<String> jvmArguments() {
        List<String> arguments = new ArrayList<>(List.of(
                "-Xms" + heap.size().bytes(),
                "-Xmx" + heap.size().bytes(),
                "-XX:MaxMetaspaceSize=" + metaspace.size().bytes()));
        if (limitDirectMemory) {
            arguments.add("-XX:MaxDirectMemorySize=" + offHeap.size().bytes());
        }
        return arguments;
    }

    /** A line per part: how large, and why. */
    public String explanation() {
        return List.of(process, heap, offHeap, metaspace, overhead).stream()
                .map(MemoryPart::line)
                .collect(Collectors.joining("\n"));
    }
}
