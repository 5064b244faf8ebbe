package dev.selvage.container.network;

import dev.selvage.container.codec.ByteOutput;
import dev.selvage.container.codec.LittleEndian;
import dev.selvage.container.exchange.Batch;
import dev.selvage.container.operator.OperatorFailure;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * Writes the records of one channel behind each other, in its producing task's thread. They are gathered in an array, which
 * codecs fill fastest and which may grow, and copied once into memory outside the heap, which a socket would need anyway and
 * which is then exactly as large as the frame.
 */
final class FrameWriter {
    private static final int PREFIX = Wire.HEADER + Wire.FRAME_PREFIX;
    private static final int FIRST_CAPACITY = 1 << 10;

    private final RecordFormat format;
    private final int frameBytes;
    private ByteOutput out = new ByteOutput(FIRST_CAPACITY);
    private int count;
    /** Whether the records of this frame have timestamps; decided by its first one. */
    private boolean stamped;

    FrameWriter(RecordFormat format, int frameBytes) {
        this.format = format;
        this.frameBytes = frameBytes;
        out.position = PREFIX;
    }

    /** Whether a record with this timestamp can stand in the same frame as those that are there. */
    boolean takes(long timestamp) {
        return count == 0 || stamped == (timestamp != Batch.NO_TIMESTAMP);
    }

    /** Adds a record that the frame takes, and says whether the frame is full with it. */
    boolean append(Object value, long timestamp, long hash) {
        ByteOutput target = out;
        int begin = target.position;
        if (format.keyed()) {
            target.writeLong(hash);
        }
        if (count == 0) {
            stamped = timestamp != Batch.NO_TIMESTAMP;
        }
        if (stamped) {
            target.writeLong(timestamp);
        }
        try {
            format.codec().write(value, target);
        } catch (Throwable thrown) {
            // Whoever emitted it may catch this and go on: the frame must not hold half a record then.
            target.backTo(begin);
            throw OperatorFailure.of(format.producer(), thrown);
        }
        count++;
        return target.position >= frameBytes;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** The frame as a message, whose channel number is filled in when it leaves; then a new one begins. */
    ByteBuf take(ByteBufAllocator allocator, long watermark) {
        int length = out.position;
        LittleEndian.putInt(out.bytes, 0, length - Wire.HEADER);
        out.bytes[Wire.KIND_AT] = Wire.FRAME;
        LittleEndian.putInt(out.bytes, Wire.HEADER, stamped ? ~count : count);
        LittleEndian.putLong(out.bytes, Wire.HEADER + Integer.BYTES, watermark);
        ByteBuf frame = allocator.directBuffer(length, length).writeBytes(out.bytes, 0, length);
        if (out.bytes.length > 4 * frameBytes) {
            // One huge record is no reason to keep as much for ever.
            out = new ByteOutput(FIRST_CAPACITY);
        }
        out.position = PREFIX;
        count = 0;
        return frame;
    }
}
