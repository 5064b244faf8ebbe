package dev.selvage.container.network;

import dev.selvage.container.exchange.Event;
import dev.selvage.core.checkpoint.CheckpointKind;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.message.CheckpointOrder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;

/** Events as messages and back. */
final class EventBytes {
    private static final byte WATERMARK = 1;
    private static final byte BARRIER = 2;
    private static final byte CANCELLED = 3;
    private static final byte IDLE = 4;
    private static final byte END = 5;

    private EventBytes() {}

    /** A message, whose channel number is filled in when it leaves. */
    static ByteBuf write(ByteBufAllocator allocator, Event event) {
        if (event instanceof Event.Watermark watermark) {
            return message(allocator, WATERMARK, watermark.millis());
        } else if (event instanceof Event.Barrier barrier) {
            return barrier(allocator, barrier.order());
        } else if (event instanceof Event.CheckpointCancelled cancelled) {
            return message(allocator, CANCELLED, cancelled.checkpoint());
        } else if (event instanceof Event.Idle) {
            return message(allocator, IDLE, 0);
        } else {
            return message(allocator, END, 0);
        }
    }

    private static ByteBuf message(ByteBufAllocator allocator, byte type, long number) {
        return Wire.message(allocator, Wire.EVENT, Wire.CONNECTION, 1 + Long.BYTES)
                .writeByte(type)
                .writeLongLE(number);
    }

    private static ByteBuf barrier(ByteBufAllocator allocator, CheckpointOrder order) {
        byte[] directory = order.directory().getBytes(StandardCharsets.UTF_8);
        return Wire.message(allocator, Wire.EVENT, Wire.CONNECTION, 2 + 3 * Long.BYTES + directory.length)
                .writeByte(BARRIER)
                .writeLongLE(order.checkpoint().number())
                .writeLongLE(order.epoch().number())
                .writeLongLE(order.triggeredAtMillis())
                .writeBoolean(order.isSavepoint())
                .writeBytes(directory);
    }

    private static Event.Barrier readBarrier(CheckpointId checkpoint, ByteBuf payload) {
        LeaderEpoch epoch = new LeaderEpoch(payload.readLongLE());
        long triggeredAtMillis = payload.readLongLE();
        CheckpointKind kind = payload.readBoolean() ? CheckpointKind.SAVEPOINT : CheckpointKind.CHECKPOINT;
        String directory = payload.readCharSequence(payload.readableBytes(), StandardCharsets.UTF_8)
                .toString();
        return new Event.Barrier(new CheckpointOrder(epoch, checkpoint, kind, triggeredAtMillis, directory));
    }

    static Event read(ByteBuf payload) {
        byte type = payload.readByte();
        long number = payload.readLongLE();
        return switch (type) {
            case WATERMARK -> new Event.Watermark(number);
            case BARRIER -> readBarrier(new CheckpointId(number), payload);
            case CANCELLED -> new Event.CheckpointCancelled(number);
            case IDLE -> new Event.Idle();
            case END -> new Event.EndOfInput();
            default ->
                throw new IllegalStateException(
                        "expected an event of type 1 to 5, found type " + type + ": the peer speaks another protocol");
        };
    }
}
