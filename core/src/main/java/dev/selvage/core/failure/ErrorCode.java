package dev.selvage.core.failure;

/** What kind of thing went wrong, under a number that never changes: people search for it. */
public enum ErrorCode {
    /** An option, its value, or a file that sets it cannot be used. */
    CONFIGURATION_INVALID(1001, Kind.USER),
    /** A part of a process could not be started: a port is taken, a directory is missing. */
    START_FAILED(2001, Kind.OUTSIDE),
    /** Something happened that no code expected. */
    INTERNAL_FAULT(3001, Kind.INTERNAL),
    /** There was no memory left. */
    OUT_OF_MEMORY(4001, Kind.RESOURCES),
    /** The cluster may not have as many slots as its jobs need. */
    NOT_ENOUGH_SLOTS(4002, Kind.RESOURCES),
    /** A task of a job failed. */
    TASK_FAILED(5001, Kind.USER),
    /** A TaskManager is gone, and its tasks with it. */
    TASK_MANAGER_LOST(5002, Kind.OUTSIDE),
    /** A task lost a channel to another one, which may have failed itself, or cannot be reached. */
    NEIGHBOUR_LOST(5003, Kind.OUTSIDE),
    /** A checkpoint could not be completed. */
    CHECKPOINT_FAILED(6001, Kind.OUTSIDE),
    /** A checkpoint or savepoint cannot be restored from, or not by this job. */
    STATE_UNUSABLE(6002, Kind.USER),
    /** A file of a checkpoint is not there, or is not what was written. */
    STATE_DAMAGED(6003, Kind.OUTSIDE);

    /** Who can do something about it. */
    public enum Kind {
        /** The person who wrote the job, the command or the configuration. */
        USER,
        /** Those who run HDFS, YARN, ZooKeeper or the network. */
        OUTSIDE,
        /** We: it is a bug. */
        INTERNAL,
        /** Whoever sizes the cluster. */
        RESOURCES
    }

    private final int number;
    private final Kind kind;

    ErrorCode(int number, Kind kind) {
        this.number = number;
        this.kind = kind;
    }

    public int number() {
        return number;
    }

    public Kind kind() {
        return kind;
    }

    @Override
    public String toString() {
        return "SELVAGE-" + number + " " + name();
    }
}
