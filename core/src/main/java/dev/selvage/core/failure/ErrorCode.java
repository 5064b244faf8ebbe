package dev.selvage.core.failure;

/** What kind of thing went wrong, under a number that never changes: people search for it. */
public enum ErrorCode {
    CONFIGURATION_INVALID(1001, Kind.USER),
    STORAGE_FAILED(2001, Kind.OUTSIDE),
    INTERNAL_FAULT(3001, Kind.INTERNAL),
    OUT_OF_MEMORY(4001, Kind.RESOURCES);

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
