package dev.selvage.core.plan;

/** How an edge spreads records over the consumers, and with that which subtasks it connects. */
public enum Exchange {
    /** Each producer feeds the consumer of its own number. */
    FORWARD(false),
    /** Each producer feeds a share of the consumers of its own, in turn. */
    RESCALE(false),
    /** All consumers in turn. */
    REBALANCE(true),
    /** The consumer that owns the record's key. */
    HASH(true),
    /** All consumers, each record to each. */
    BROADCAST(true),
    /** The consumer that the job's own function names. */
    CUSTOM(true),
    /** The consumer that asked first. */
    ON_DEMAND(true);

    private final boolean allToAll;

    Exchange(boolean allToAll) {
        this.allToAll = allToAll;
    }

    /** Whether every producer is connected with every consumer. */
    public boolean isAllToAll() {
        return allToAll;
    }
}
