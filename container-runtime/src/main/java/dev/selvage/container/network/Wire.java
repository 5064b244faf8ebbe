package dev.selvage.container.network;

import dev.selvage.core.id.DeploymentNumber;
import dev.selvage.core.id.JobId;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Future;

/**
 * What messages look like, little-endian throughout: a header of length (4 bytes, of what follows the header), kind (1) and
 * channel number (4), then what the kind wants.
 */
final class Wire {
    /** Raised whenever a process of before could not understand what is sent. */
    static final int VERSION = 1;

    /** The first four bytes of a hello: "SVDP". */
    static final int MAGIC = 0x5044_5653;

    static final int HEADER = 9;
    static final int KIND_AT = 4;
    static final int CHANNEL_AT = 5;

    /** The channel number of messages about the whole connection. */
    static final int CONNECTION = -1;

    /** The longest message of a peer that has not said hello properly. */
    static final int LONGEST_BEFORE_HELLO = 16 << 10;

    /** First in either direction: magic, version, secret, cluster. */
    static final byte HELLO = 1;

    /** Consumer to producer: name and window of a channel, which has this number from now on. */
    static final byte OPEN = 2;

    /** Consumer to producer: so many bytes of frames were taken. */
    static final byte CREDIT = 3;

    /** Producer to consumer: number of records, watermark behind them, records. */
    static final byte FRAME = 4;

    /** Producer to consumer: type, number, flag. */
    static final byte EVENT = 5;

    /** From either side: nothing more comes, or nothing more is wanted. */
    static final byte CLOSE = 6;

    /** Producer to consumer: whether to try again, and a sentence. */
    static final byte FAILED = 7;

    /** What a frame has before its records: how many there are, and the watermark. */
    static final int FRAME_PREFIX = Integer.BYTES + Long.BYTES;

    private Wire() {}

    /** Writes a message without flushing it; if that fails, the connection does, which tells all its channels. */
    static void send(Channel to, ByteBuf message) {
        Future<?> unused = to.write(message, to.voidPromise());
    }

    /** Writes a message and flushes it with all that was written before. */
    static void sendNow(Channel to, ByteBuf message) {
        send(to, message);
        to.flush();
    }

    /** A message that has its header and room for its payload. */
    static ByteBuf message(ByteBufAllocator allocator, byte kind, int channel, int payload) {
        return allocator
                .directBuffer(HEADER + payload)
                .writeIntLE(payload)
                .writeByte(kind)
                .writeIntLE(channel);
    }

    static ByteBuf hello(ByteBufAllocator allocator, String secret, String cluster) {
        ByteBuf message =
                message(allocator, HELLO, CONNECTION, 0).writeIntLE(MAGIC).writeIntLE(VERSION);
        writeText(message, secret);
        writeText(message, cluster);
        return sized(message);
    }

    static ByteBuf open(ByteBufAllocator allocator, int channel, ChannelName name, int window) {
        return message(allocator, OPEN, channel, 2 * Long.BYTES + Long.BYTES + 4 * Integer.BYTES)
                .writeLongLE(name.job().high())
                .writeLongLE(name.job().low())
                .writeLongLE(name.deployment().number())
                .writeIntLE(name.edge())
                .writeIntLE(name.producer())
                .writeIntLE(name.consumer())
                .writeIntLE(window);
    }

    static ChannelName readName(ByteBuf open) {
        return new ChannelName(
                new JobId(open.readLongLE(), open.readLongLE()),
                new DeploymentNumber(open.readLongLE()),
                open.readIntLE(),
                open.readIntLE(),
                open.readIntLE());
    }

    static ByteBuf credit(ByteBufAllocator allocator, int channel, long bytes) {
        return message(allocator, CREDIT, channel, Long.BYTES).writeLongLE(bytes);
    }

    static ByteBuf close(ByteBufAllocator allocator, int channel) {
        return message(allocator, CLOSE, channel, 0);
    }

    static ByteBuf failed(ByteBufAllocator allocator, int channel, boolean retryable, String sentence) {
        ByteBuf message = message(allocator, FAILED, channel, 0).writeBoolean(retryable);
        writeText(message, sentence);
        return sized(message);
    }

    private static ByteBuf sized(ByteBuf message) {
        return message.setIntLE(0, message.readableBytes() - HEADER);
    }

    private static void writeText(ByteBuf message, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        message.writeIntLE(bytes.length).writeBytes(bytes);
    }

    /** A text of the peer's; throws {@link IndexOutOfBoundsException} if the message does not have as much. */
    static String readText(ByteBuf message) {
        int length = message.readIntLE();
        if (length < 0 || length > message.readableBytes()) {
            throw new IndexOutOfBoundsException("expected a text of " + length + " bytes, found "
                    + message.readableBytes() + " in the rest of the message");
        }
        return message.readCharSequence(length, StandardCharsets.UTF_8).toString();
    }
}
