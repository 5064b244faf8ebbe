package dev.selvage.container.network;

import dev.selvage.container.exchange.Event;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

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
            return message(allocator, WATERMARK, watermark.millis(), false);
        } else if (event instanceof Event.Barrier barrier) {
            return message(allocator, BARRIER, barrier.checkpoint(), barrier.savepoint());
        } else if (event instanceof Event.CheckpointCancelled cancelled) {
            return message(allocator, CANCELLED, cancelled.checkpoint(), false);
        } else if (event instanceof Event.Idle) {
            return message(allocator, IDLE, 0, false);
        } else {
            return message(allocator, END, 0, false);
        }
    }

    private static ByteBuf message(ByteBufAllocator allocator, byte type, long number, boolean flag) {
        return Wire.message(allocator, Wire.EVENT, Wire.CONNECTION, 2 + Long.BYTES)
                .writeByte(type)
                .writeLongLE(number)
                .writeBoolean(flag);
    }

    static Event read(ByteBuf payload) {
        byte type = payload.readByte();
        long number = payload.readLongLE();
        boolean flag = payload.readBoolean();
        return switch (type) {
            case WATERMARK -> new Event.Watermark(number);
            case BARRIER -> new Event.Barrier(number, flag);
            case CANCELLED -> new Event.CheckpointCancelled(number);
            case IDLE -> new Event.Idle();
            case END -> new Event.EndOfInput();
            default ->
                throw new IllegalStateException(
                        "expected an event of type 1 to 5, found type " + type + ": the peer speaks another protocol");
        };
    }
}
