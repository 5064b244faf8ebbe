package dev.selvage.core.simulation.toy;

/** What the toy does wrong on purpose, for the simulator to find. */
public enum PlantedBug {
    NONE,
    /** The pointer is written without looking whether another leader has taken over. */
    FORGOTTEN_EPOCH_CHECK,
    /** The pointer is written before the file that it points to. */
    POINTER_BEFORE_DATA,
    /** The client is told before the pointer is known to be written. */
    ANSWER_BEFORE_DURABLE,
    /** The file that the pointer still names is deleted too early. */
    DELETE_BEFORE_POINTER,
    /** The ledger is read first and the epoch taken then, so that an older leader may write in between. */
    READ_BEFORE_EPOCH,
    /** Containers that are present are asked for once more. */
    ASKS_FOR_EVERYTHING,
    /** Requests are given out in an order that differs from JVM to JVM; breaks no promise, but no seed shows it again. */
    HASH_TABLE_ORDER;

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
