package dev.selvage.core.config;

import dev.selvage.core.config.option.MemorySize;
import dev.selvage.core.config.option.Option;
import dev.selvage.core.config.option.OptionGroup;
import java.time.Duration;
import java.util.List;

/** Options about checkpoints, savepoints, and what a job starts from. */
public final class CheckpointOptions {

    /** How often a record may count in the state after a failure. */
    public enum Mode {
        /** Once. */
        EXACTLY_ONCE,
        /** Once or more. */
        AT_LEAST_ONCE
    }

    /** What becomes of the last checkpoints when their job ends without having finished. */
    public enum Retention {
        /** They are deleted, also after a failure. */
        NO_EXTERNALIZED_CHECKPOINTS,
        /** They stay after a failure, and are deleted when the job is cancelled. */
        DELETE_ON_CANCELLATION,
        /** They stay, and somebody deletes them some day. */
        RETAIN_ON_CANCELLATION
    }

    /** Who owns the checkpoint or savepoint that a job was started from. */
    public enum ClaimMode {
        /** Whoever made it: the job never deletes it, and soon does without it. */
        NO_CLAIM,
        /** The job, which deletes it once it is of no more use. */
        CLAIM
    }

    static final OptionGroup GROUP = new OptionGroup(
            "Checkpoints", "When the state of a job is made durable, where it lies, and how a job starts from it.");

    public static final Option<Duration> INTERVAL = GROUP.duration("execution.checkpointing.interval")
            .atLeast("10 ms")
            .common()
            .means("How often a checkpoint is started, which bounds how much is read again after a failure and how "
                    + "late exactly-once sinks show results. Unset, there are no checkpoints, and a job that fails "
                    + "has lost its state.");

    public static final Option<String> DIR = GROUP.text("execution.checkpointing.dir")
            .alsoKnownAs("state.checkpoints.dir")
            .alsoKnownAs("state.backend.fs.checkpointdir")
            .common()
            .means("The directory for checkpoints, on a file system that every node sees. Each job has a directory of "
                    + "its id there, and in it one per checkpoint, chk-N with a file _metadata. Unset, they lie in "
                    + "high-availability.storageDir; those of a local run in a temporary directory.");

    public static final Option<String> SAVEPOINT_DIR = GROUP.text("execution.checkpointing.savepoint-dir")
            .alsoKnownAs("state.savepoints.dir")
            .alsoKnownAs("savepoints.state.backend.fs.dir")
            .common()
            .means("The directory for savepoints whose command names none. Unset, such a command is refused.");

    public static final Option<Mode> MODE = GROUP.choice("execution.checkpointing.mode", Mode.class)
            .defaultsTo("EXACTLY_ONCE")
            .means("Whether state counts every record once, or may count some twice after a failure. AT_LEAST_ONCE "
                    + "spares tasks the wait for slow channels; unaligned checkpoints do too, and stay exact.");

    public static final Option<Duration> TIMEOUT = GROUP.duration("execution.checkpointing.timeout")
            .defaultsTo("10 min")
            .atLeast("10 ms")
            .means("How long a checkpoint may take before it is given up. It then counts towards "
                    + "execution.checkpointing.tolerable-failed-checkpoints, and the next one is tried.");

    public static final Option<Duration> MIN_PAUSE = GROUP.duration("execution.checkpointing.min-pause")
            .defaultsTo("0 ms")
            .means("The least time between the end of a checkpoint and the start of the next, so that a job with slow "
                    + "checkpoints does some work in between. It outweighs the interval.");

    public static final Option<Integer> MAX_CONCURRENT = GROUP.integer(
                    "execution.checkpointing.max-concurrent-checkpoints")
            .defaultsTo("1")
            .atLeast("1")
            .notInEffect()
            .means("How many checkpoints may be under way at once. More than one helps only if they take long and "
                    + "cost little, and does not go together with a minimum pause.");

    public static final Option<Integer> TOLERABLE_FAILURES = GROUP.integer(
                    "execution.checkpointing.tolerable-failed-checkpoints")
            .defaultsTo("0")
            .atLeast("0")
            .means("How many checkpoints in a row may fail before the job is restarted. With 0 the first failure does "
                    + "it; a few keep a job flowing through a short trouble of HDFS, at the price of reading more "
                    + "again after a failure.");

    public static final Option<Retention> RETENTION = GROUP.choice(
                    "execution.checkpointing.externalized-checkpoint-retention", Retention.class)
            .defaultsTo("NO_EXTERNALIZED_CHECKPOINTS")
            .common()
            .means("Whether the last checkpoints stay when a job fails for good or is cancelled, so that run -s can "
                    + "go on from there. Retained ones are yours to delete.");

    public static final Option<Integer> NUM_RETAINED = GROUP.integer("execution.checkpointing.num-retained")
            .alsoKnownAs("state.checkpoints.num-retained")
            .defaultsTo("2")
            .atLeast("2")
            .common()
            .means("How many completed checkpoints of a job are kept, at least two, so that one that turns out to be "
                    + "unreadable is not the only one. Flink's default is 1.");

    public static final Option<Boolean> UNALIGNED = GROUP.flag("execution.checkpointing.unaligned.enabled")
            .alsoKnownAs("execution.checkpointing.unaligned")
            .defaultsTo("false")
            .notInEffect()
            .means("Whether records on their way become part of a checkpoint, so that it is quick even under "
                    + "backpressure. Checkpoints grow by what is on its way.");

    public static final Option<Duration> ALIGNED_TIMEOUT = GROUP.duration(
                    "execution.checkpointing.aligned-checkpoint-timeout")
            .alsoKnownAs("execution.checkpointing.alignment-timeout")
            .defaultsTo("0 ms")
            .notInEffect()
            .means("With unaligned checkpoints on: how long a checkpoint first tries without records on their way, "
                    + "which is smaller and just as quick while there is no backpressure. 0 ms does not try.");

    public static final Option<Boolean> INCREMENTAL = GROUP.flag("execution.checkpointing.incremental")
            .alsoKnownAs("state.backend.incremental")
            .defaultsTo("false")
            .notInEffect()
            .means("Whether a checkpoint holds only what changed since earlier ones, for state backends that can tell "
                    + "(RocksDB). Large state is saved much faster, and restored a little slower.");

    public static final Option<Boolean> COMPRESSION = GROUP.flag("execution.checkpointing.snapshot-compression")
            .defaultsTo("false")
            .notInEffect()
            .means("Whether state is compressed in checkpoints and savepoints. It saves space and HDFS traffic, and "
                    + "costs processor time during checkpoints.");

    public static final Option<MemorySize> INLINE_THRESHOLD = GROUP.size(
                    "execution.checkpointing.data-inline-threshold")
            .alsoKnownAs("state.storage.fs.memory-threshold")
            .alsoKnownAs("state.backend.fs.memory-threshold")
            .defaultsTo("20 kb")
            .atMost("1 mb")
            .means("State of a task up to this size travels to the JobManager and into the checkpoint's manifest "
                    + "instead of a file of its own. It spares HDFS thousands of tiny files.");

    public static final Option<Boolean> LOCAL_BACKUP = GROUP.flag("execution.checkpointing.local-backup.enabled")
            .notInEffect()
            .means("Whether tasks keep a second copy of their last snapshots on their own node, from which a restart "
                    + "is quicker than from HDFS. Unset, it is what execution.state-recovery.from-local says.");

    public static final Option<List<String>> LOCAL_BACKUP_DIRS = GROUP.list("execution.checkpointing.local-backup.dirs")
            .alsoKnownAs("taskmanager.state.local.root-dirs")
            .notInEffect()
            .means("Directories, on local disks, for the second copies of snapshots. Unset, they lie in the working "
                    + "directory of the TaskManager. On YARN use only paths that survive as long as the container.");

    public static final Option<Boolean> RECOVER_FROM_LOCAL = GROUP.flag("execution.state-recovery.from-local")
            .alsoKnownAs("state.backend.local-recovery")
            .defaultsTo("false")
            .notInEffect()
            .means("Whether a restarted task that comes back to its node reads its local copy instead of HDFS. It "
                    + "costs local disk space.");

    public static final Option<String> RECOVERY_PATH = GROUP.text("execution.state-recovery.path")
            .alsoKnownAs("execution.savepoint.path")
            .means("The checkpoint or savepoint that a job starts from, as run -s sets it. Unset, it starts with "
                    + "empty state, unless a JobManager takes a running job over.");

    public static final Option<Boolean> IGNORE_UNCLAIMED = GROUP.flag("execution.state-recovery.ignore-unclaimed-state")
            .alsoKnownAs("execution.savepoint.ignore-unclaimed-state")
            .defaultsTo("false")
            .means("Whether a job starts although the savepoint holds state of operators that it no longer has. That "
                    + "state is lost then; false refuses and names the operators.");

    public static final Option<ClaimMode> CLAIM_MODE = GROUP.choice(
                    "execution.state-recovery.claim-mode", ClaimMode.class)
            .alsoKnownAs("execution.savepoint-restore-mode")
            .defaultsTo("NO_CLAIM")
            .notInEffect()
            .means("Whether the job that starts from a checkpoint or savepoint takes it over, and deletes it some "
                    + "day, or leaves it to its owner.");

    private CheckpointOptions() {}
}
