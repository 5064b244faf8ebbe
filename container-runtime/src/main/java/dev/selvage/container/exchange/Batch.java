package dev.selvage.container.exchange;

import org.jspecify.annotations.Nullable;

/**
 * Records on their way between two tasks of one process, as columns: handed over by reference, never copied, and owned by
 * one task at a time. Arrays are made anew for each batch on purpose: a young array takes references without the garbage
 * collector's bookkeeping that an old, pooled one would cost for each record.
 */
public final class Batch implements Element {
    /** The timestamp of a record that has none. */
    public static final long NO_TIMESTAMP = Long.MIN_VALUE;

    /** The records; entries from {@link #size} on are null. */
    public final @Nullable Object[] values;

    /** Their timestamps, if any of them has one. */
    public final long @Nullable [] timestamps;

    /** The hashes of their keys, where the channel is keyed. */
    public final long @Nullable [] hashes;

    /** How many records there are. */
    public final int size;

    /** The watermark right behind the last record; {@link Event#BEFORE_ALL_TIME} for none. */
    public final long watermark;

    public Batch(
            @Nullable Object[] values,
            long @Nullable [] timestamps,
            long @Nullable [] hashes,
            int size,
            long watermark) {
        this.values = values;
        this.timestamps = timestamps;
        this.hashes = hashes;
        this.size = size;
        this.watermark = watermark;
    }
}
