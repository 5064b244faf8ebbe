package dev.selvage.container.exchange;

import org.jspecify.annotations.Nullable;

/**
 * Records on their way between two tasks of one process, as columns: handed over by reference, never copied, and owned by
 * one task at a time. Arrays are made anew for each batch on purpose: a young array takes references without the garbage
 * collector's bookkeeping that an old, pooled one would cost for each record.
 */
public final class Batch implements Element {
    /** The records; entries from {@link #size} on are null. */
    public final @Nullable Object[] values;

    /** Their timestamps, where records of this channel have any. */
    public final long @Nullable [] timestamps;

    /** The hashes of their keys, where the channel is keyed. */
    public final long @Nullable [] hashes;

    /** How many records there are. */
    public final int size;

    /** The watermark right behind the last record; {@link Event#BEFORE_ALL_TIME} for none. */
    public final long watermark;

    Batch(@Nullable Object[] values, long @Nullable [] timestamps, long @Nullable [] hashes, int size, long watermark) {
        this.values = values;
        this.timestamps = timestamps;
        this.hashes = hashes;
        this.size = size;
        this.watermark = watermark;
    }
}
