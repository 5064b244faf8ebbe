package dev.selvage.container.network;

import dev.selvage.container.codec.ByteInput;
import dev.selvage.container.codec.CorruptDataException;
import dev.selvage.container.exchange.Batch;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Reads the records of a frame, in the thread of the task that consumes them. */
final class FrameReader {
    private static final byte[] NOTHING = {};

    private final RecordFormat format;
    private final ByteInput in = new ByteInput(NOTHING);

    FrameReader(RecordFormat format) {
        this.format = format;
    }

    /** The records of a frame that lies in an array; the frame stays the caller's. */
    Batch read(ByteBuf frame) {
        int from = frame.arrayOffset() + frame.readerIndex();
        ByteInput source = in;
        source.reset(frame.array(), from, from + frame.readableBytes());
        int count = source.readInt();
        // The complement says that each record has a timestamp.
        boolean stamped = count < 0;
        int size = source.checkedCount(stamped ? ~count : count, 0);
        long watermark = source.readLong();
        @Nullable Object[] values = new @Nullable Object[size];
        long[] timestamps = stamped ? new long[size] : null;
        long[] hashes = format.keyed() ? new long[size] : null;
        for (int i = 0; i < size; i++) {
            if (hashes != null) {
                hashes[i] = source.readLong();
            }
            if (timestamps != null) {
                timestamps[i] = source.readLong();
            }
            values[i] = format.codec().read(source);
        }
        if (source.remaining() != 0) {
            throw new CorruptDataException("Wanted nothing behind the " + size + " records of a frame, found "
                    + source.remaining() + " bytes: its producer writes another format.");
        }
        source.reset(NOTHING, 0, 0);
        return new Batch(values, timestamps, hashes, size, watermark);
    }
}
