package dev.selvage.core.config;

import dev.selvage.core.config.option.MemorySize;
import dev.selvage.core.config.option.Option;
import dev.selvage.core.config.option.OptionGroup;

/** Options about the memory of JobManager and TaskManager, of which every part can be said or derived. */
public final class MemoryOptions {

    static final OptionGroup GROUP = new OptionGroup(
            "Memory",
            "How large processes are and what their memory is divided into. Say the size of the process, and "
                    + "the rest follows.");

    public static final Option<MemorySize> JOBMANAGER_PROCESS = GROUP.size("jobmanager.memory.process.size")
            .alsoKnownAsWithUnit("jobmanager.heap.size")
            .shippedAs("1024 mb")
            .atLeast("288 mb")
            .means("All the memory of the JobManager's process, which is the size of its container. YARN rounds it up "
                    + "to its own steps, and kills a process that outgrows it.");

    public static final Option<MemorySize> JOBMANAGER_FLINK = GROUP.size("jobmanager.memory.flink.size")
            .atLeast("128 mb")
            .means("Heap and off-heap memory of the JobManager together, without what the JVM needs for itself. Set "
                    + "it instead of jobmanager.memory.process.size where no container bounds the process.");

    public static final Option<MemorySize> JOBMANAGER_HEAP = GROUP.size("jobmanager.memory.heap.size")
            .atLeast("64 mb")
            .means("The JobManager's heap, which grows with the number of tasks and, in application mode, with what "
                    + "main() holds. Unset, it is what the other parts leave of the process.");

    public static final Option<MemorySize> JOBMANAGER_OFF_HEAP = GROUP.size("jobmanager.memory.off-heap.size")
            .defaultsTo("64 mb")
            .means("The JobManager's memory outside the heap, for connections and for libraries that main() loads. "
                    + "The default is half of Flink's, so that a container of 512 mb works.");

    public static final Option<Boolean> JOBMANAGER_DIRECT_LIMIT = GROUP.flag(
                    "jobmanager.memory.enable-jvm-direct-memory-limit")
            .defaultsTo("false")
            .means("Whether the JVM is held to jobmanager.memory.off-heap.size for direct memory. true turns a leak "
                    + "into an error inside the process, where otherwise YARN kills the container.");

    public static final Option<MemorySize> JOBMANAGER_METASPACE = GROUP.size("jobmanager.memory.jvm-metaspace.size")
            .defaultsTo("96 mb")
            .atLeast("32 mb")
            .means("The most that classes may take in the JobManager. It loads no user classes except for main(), so "
                    + "it is less than Flink's; raise it if main() brings many libraries.");

    public static final Option<Double> JOBMANAGER_OVERHEAD_FRACTION = GROUP.decimal(
                    "jobmanager.memory.jvm-overhead.fraction")
            .defaultsTo("0.1")
            .atLeast("0")
            .atMost("0.9")
            .means("The share of the JobManager's process that is left to the JVM for stacks, compiled code and "
                    + "bookkeeping, within the least and the most that are given for it.");

    public static final Option<MemorySize> JOBMANAGER_OVERHEAD_MIN = GROUP.size("jobmanager.memory.jvm-overhead.min")
            .defaultsTo("64 mb")
            .means("The least that is left to the JobManager's JVM for itself. It is less than Flink's, so that a "
                    + "container of 512 mb works.");

    public static final Option<MemorySize> JOBMANAGER_OVERHEAD_MAX = GROUP.size("jobmanager.memory.jvm-overhead.max")
            .defaultsTo("1 gb")
            .means("The most that is left to the JobManager's JVM for itself, however large the process.");

    public static final Option<MemorySize> TASKMANAGER_PROCESS = GROUP.size("taskmanager.memory.process.size")
            .alsoKnownAsWithUnit("taskmanager.heap.size")
            .shippedAs("2048 mb")
            .atLeast("256 mb")
            .means("All the memory of a TaskManager's process, which is the size of its container. YARN rounds it up "
                    + "to its own steps, and kills a process that outgrows it. Less than 576 mb needs parts that are "
                    + "smaller than their defaults.");

    public static final Option<MemorySize> TASKMANAGER_FLINK = GROUP.size("taskmanager.memory.flink.size")
            .atLeast("128 mb")
            .means("Heap, off-heap, network and managed memory of a TaskManager together, without what the JVM needs "
                    + "for itself. Set it instead of taskmanager.memory.process.size where no container bounds the "
                    + "process.");

    public static final Option<MemorySize> TASKMANAGER_TASK_HEAP = GROUP.size("taskmanager.memory.task.heap.size")
            .means("The heap for user code, records and, with the heap state backend, state. Unset, it is what the "
                    + "other parts leave, which is the usual way.");

    public static final Option<MemorySize> TASKMANAGER_TASK_OFF_HEAP = GROUP.size(
                    "taskmanager.memory.task.off-heap.size")
            .defaultsTo("0 b")
            .means("Memory outside the heap for user code: native libraries, direct buffers of clients. What jobs "
                    + "take without it being counted here gets the container killed.");

    public static final Option<MemorySize> TASKMANAGER_FRAMEWORK_HEAP = GROUP.size(
                    "taskmanager.memory.framework.heap.size")
            .defaultsTo("64 mb")
            .atLeast("16 mb")
            .means("The heap for the TaskManager itself. It is less than Flink's, since less runs there.");

    public static final Option<MemorySize> TASKMANAGER_FRAMEWORK_OFF_HEAP = GROUP.size(
                    "taskmanager.memory.framework.off-heap.size")
            .defaultsTo("64 mb")
            .atLeast("16 mb")
            .means("The memory outside the heap for the TaskManager itself, mostly for its connections and for HDFS. "
                    + "It is less than Flink's.");

    public static final Option<MemorySize> TASKMANAGER_MANAGED = GROUP.size("taskmanager.memory.managed.size")
            .alsoKnownAsWithUnit("taskmanager.memory.size")
            .means("Memory outside the heap that a state backend such as RocksDB manages by itself. Unset, it is "
                    + "taskmanager.memory.managed.fraction of the whole, and nothing with the heap backend.");

    public static final Option<Double> TASKMANAGER_MANAGED_FRACTION = GROUP.decimal(
                    "taskmanager.memory.managed.fraction")
            .defaultsTo("0.4")
            .atLeast("0")
            .atMost("0.9")
            .means("The share of taskmanager.memory.flink.size that is managed memory, only where a state backend "
                    + "uses it: with the heap backend nothing is set aside, where Flink takes it from the heap all "
                    + "the same.");

    public static final Option<Double> TASKMANAGER_NETWORK_FRACTION = GROUP.decimal(
                    "taskmanager.memory.network.fraction")
            .alsoKnownAs("taskmanager.network.memory.fraction")
            .defaultsTo("0.1")
            .atLeast("0")
            .atMost("0.9")
            .means("The share of taskmanager.memory.flink.size for batches on their way between processes, within the "
                    + "least and the most that are given for it. Slots have equal parts of it, and the channels of a "
                    + "slot share its part: where they are many, each has less under way.");

    public static final Option<MemorySize> TASKMANAGER_NETWORK_MIN = GROUP.size("taskmanager.memory.network.min")
            .alsoKnownAs("taskmanager.network.memory.min")
            .defaultsTo("64 mb")
            .atLeast("1 mb")
            .means("The least memory for batches on their way between processes.");

    public static final Option<MemorySize> TASKMANAGER_NETWORK_MAX = GROUP.size("taskmanager.memory.network.max")
            .alsoKnownAs("taskmanager.network.memory.max")
            .defaultsTo("4 gb")
            .atLeast("1 mb")
            .means("The most memory for batches on their way between processes. Flink has no limit; beyond a few "
                    + "gigabytes it would only delay the backpressure that should slow the sources.");

    public static final Option<MemorySize> TASKMANAGER_METASPACE = GROUP.size("taskmanager.memory.jvm-metaspace.size")
            .defaultsTo("256 mb")
            .atLeast("32 mb")
            .means("The most that classes may take in a TaskManager. Raise it if a session runs many jobs with large "
                    + "jars in the same process; exceeding it ends the process.");

    public static final Option<Double> TASKMANAGER_OVERHEAD_FRACTION = GROUP.decimal(
                    "taskmanager.memory.jvm-overhead.fraction")
            .defaultsTo("0.1")
            .atLeast("0")
            .atMost("0.9")
            .means("The share of a TaskManager's process that is left to the JVM for stacks, compiled code and "
                    + "bookkeeping, within the least and the most that are given for it. Raise it if YARN kills "
                    + "containers for their size while the heap is fine.");

    public static final Option<MemorySize> TASKMANAGER_OVERHEAD_MIN = GROUP.size("taskmanager.memory.jvm-overhead.min")
            .defaultsTo("96 mb")
            .means("The least that is left to a TaskManager's JVM for itself. It is less than Flink's, so that small "
                    + "containers work.");

    public static final Option<MemorySize> TASKMANAGER_OVERHEAD_MAX = GROUP.size("taskmanager.memory.jvm-overhead.max")
            .defaultsTo("1 gb")
            .means("The most that is left to a TaskManager's JVM for itself, however large the process.");

    public static final Option<MemorySize> SEGMENT_SIZE = GROUP.size("taskmanager.memory.segment-size")
            .defaultsTo("32 kb")
            .atLeast("4 kb")
            .atMost("16 mb")
            .means("The size of the pooled buffers that batches are written into between processes. Larger ones suit "
                    + "large records and few channels; a record may always span several.");

    private MemoryOptions() {}
}
