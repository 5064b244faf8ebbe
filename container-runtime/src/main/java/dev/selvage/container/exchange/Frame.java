package dev.selvage.container.exchange;

/**
 * Records that came from another process, still as bytes: the task that consumes them decodes one after the other, so that
 * no thread but its own ever runs a serializer.
 */
public final class Frame implements Element {
    /** The records, one behind the other: hash and timestamp where the channel has them, then the record. */
    public final byte[] bytes;

    /** Where the first record begins. */
    public final int offset;

    /** Where the last one ends. */
    public final int end;

    /** How many records there are. */
    public final int size;

    /** The watermark right behind the last record; {@link Event#BEFORE_ALL_TIME} for none. */
    public final long watermark;

    public Frame(byte[] bytes, int offset, int end, int size, long watermark) {
        this.bytes = bytes;
        this.offset = offset;
        this.end = end;
        this.size = size;
        this.watermark = watermark;
    }
}
