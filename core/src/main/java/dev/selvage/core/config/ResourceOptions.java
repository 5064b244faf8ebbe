package dev.selvage.core.config;

import dev.selvage.core.config.option.MemorySize;
import dev.selvage.core.config.option.Option;
import dev.selvage.core.config.option.OptionGroup;
import java.time.Duration;

/** Options about how many TaskManagers there are, and how slots are handed out. */
public final class ResourceOptions {

    /** How tasks are laid out over TaskManagers. */
    public enum LoadBalanceMode {
        /** One TaskManager is filled after the other. */
        NONE,
        /** Each has about as many used slots. */
        SLOTS,
        /** Each has about as many tasks. */
        TASKS
    }

    static final OptionGroup GROUP = new OptionGroup(
            "Resources", "How many TaskManagers are asked for, how long they stay, and which slots go to which job.");

    public static final Option<Boolean> ISOLATE_JOBS = GROUP.flag("cluster.isolate-jobs")
            .defaultsTo("false")
            .common()
            .means("Whether each job of a session gets TaskManagers of its own. It costs containers that are only "
                    + "partly used, and keeps a job that runs out of memory or crashes the JVM from taking others "
                    + "along.");

    public static final Option<Integer> REDUNDANT_TASKMANAGERS = GROUP.integer("slotmanager.redundant-taskmanager-num")
            .defaultsTo("0")
            .atLeast("0")
            .common()
            .means("How many TaskManagers are kept in reserve. With one, a lost TaskManager is replaced within about "
                    + "a second, instead of after YARN has found and started another container.");

    public static final Option<Duration> TASKMANAGER_TIMEOUT = GROUP.duration("resourcemanager.taskmanager-timeout")
            .alsoKnownAs("slotmanager.taskmanager-timeout")
            .defaultsTo("30 s")
            .means("How long a TaskManager without any task stays before its container is given back. Longer makes "
                    + "the next job start faster and keeps others from using the memory.");

    public static final Option<Duration> REGISTRATION_TIMEOUT = GROUP.duration(
                    "resourcemanager.taskmanager-registration.timeout")
            .defaultsTo("5 min")
            .moreThan("0 ms")
            .means("How long a container that was started may take to report as a TaskManager; then it is given back "
                    + "and another asked for. Slow nodes that fetch large files for the first time need minutes.");

    public static final Option<Duration> SLOT_REQUEST_TIMEOUT = GROUP.duration("slot.request.timeout")
            .alsoKnownAs("slotmanager.request-timeout")
            .defaultsTo("5 min")
            .moreThan("0 ms")
            .notInEffect()
            .means("How long a job waits for the slots that it needs before it counts as failed and its restart "
                    + "strategy decides. On a full cluster this is how long it queues.");

    public static final Option<Duration> STANDALONE_START_UP = GROUP.duration(
                    "resourcemanager.standalone.start-up-time")
            .notInEffect()
            .means("In a standalone cluster: how long after its start TaskManagers are awaited, before a job that "
                    + "needs more slots than there are is told so at once. Unset, it is slot.request.timeout.");

    public static final Option<Double> START_MAX_FAILURE_RATE = GROUP.decimal(
                    "resourcemanager.start-worker.max-failure-rate")
            .defaultsTo("10.0")
            .moreThan("0")
            .means("How many TaskManagers may fail to start within a minute before starting pauses for "
                    + "resourcemanager.start-worker.retry-interval, so that a broken setting does not wear out the "
                    + "cluster.");

    public static final Option<Duration> START_RETRY_INTERVAL = GROUP.duration(
                    "resourcemanager.start-worker.retry-interval")
            .defaultsTo("3 s")
            .moreThan("0 ms")
            .means("How long starting of TaskManagers pauses after too many of them failed to start.");

    public static final Option<Integer> MIN_SLOTS = GROUP.integer("slotmanager.number-of-slots.min")
            .defaultsTo("0")
            .atLeast("0")
            .means("Slots that are always there, even with nothing to run, so that jobs of a session start without "
                    + "waiting for containers.");

    public static final Option<Integer> MAX_SLOTS = GROUP.integer("slotmanager.number-of-slots.max")
            .atLeast("1")
            .means("The most slots that a cluster asks for, however many its jobs need. Unset, only the queue bounds "
                    + "it. Standalone clusters have what was started.");

    public static final Option<Double> MAX_CPU = GROUP.decimal("slotmanager.max-total-resource.cpu")
            .moreThan("0")
            .means("The most cores that all TaskManagers of a cluster may have together. Unset, only the queue bounds "
                    + "it.");

    public static final Option<MemorySize> MAX_MEMORY = GROUP.size("slotmanager.max-total-resource.memory")
            .atLeast("256 mb")
            .means("The most memory that all TaskManagers of a cluster may have together. Unset, only the queue "
                    + "bounds it.");

    public static final Option<LoadBalanceMode> LOAD_BALANCE = GROUP.choice(
                    "taskmanager.load-balance.mode", LoadBalanceMode.class)
            .defaultsTo("NONE")
            .notInEffect()
            .means("How tasks are laid out over TaskManagers: fill one after the other, which lets idle ones go, or "
                    + "level the slots or the tasks, which uses all machines where their number is fixed.");

    public static final Option<Boolean> EVENLY_SPREAD = GROUP.flag("cluster.evenly-spread-out-slots")
            .defaultsTo("false")
            .notInEffect()
            .means("The older way to ask for an even layout: true is the same as SLOTS in "
                    + "taskmanager.load-balance.mode, and is ignored where that is set.");

    public static final Option<Integer> LOCAL_TASKMANAGERS = GROUP.integer("minicluster.number-of-taskmanagers")
            .alsoKnownAs("local.number-taskmanager")
            .defaultsTo("1")
            .atLeast("1")
            .means("How many TaskManagers a local run plays within its one JVM. More than one tries out what happens "
                    + "between processes.");

    private ResourceOptions() {}
}
