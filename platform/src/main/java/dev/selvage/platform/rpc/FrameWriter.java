package dev.selvage.platform.rpc;

import com.fasterxml.jackson.databind.JavaType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes messages as frames: a length of four bytes, and the message. A part that one message has in common with the next, such as
 * where all tasks of a deployment run, is encoded once, and goes to every peer from the same memory: it grows with the number of
 * those to whom it is said. In the thread of control connections.
 *
 * @param <M> the family of messages
 */
final class FrameWriter<M> implements AutoCloseable {

    private final MessageFormat<M> format;
    /** By the name of the component, what was written last. */
    private final Map<String, Part> parts = new TreeMap<>();

    /** A component of a message; another message has it in common if it is the very same object. */
    private record Part(Object value, ByteBuf encoded) {}

    FrameWriter(MessageFormat<M> format) {
        this.format = format;
    }

    /** The frame of a message, in pieces that are to be written in order, each of which the caller releases. */
    List<ByteBuf> frame(M message, ByteBufAllocator memory) throws IOException {
        Frame frame = new Frame(memory);
        try {
            format.write(message, frame);
        } catch (IOException | RuntimeException e) {
            frame.pieces.forEach(ByteBuf::release);
            throw e;
        }
        frame.pieces.get(0).setInt(0, length(frame.pieces));
        return frame.pieces;
    }

    /** How long a frame is, without the four bytes that say it. */
    static int length(List<ByteBuf> frame) {
        return frame.stream().mapToInt(ByteBuf::readableBytes).sum() - Integer.BYTES;
    }

    /** Where a frame is written to. */
    final class Frame extends OutputStream {

        private final ByteBufAllocator memory;
        private final List<ByteBuf> pieces = new ArrayList<>();
        private ByteBuf own;

        private Frame(ByteBufAllocator memory) {
            this.memory = memory;
            this.own = memory.buffer().writeInt(0);
            pieces.add(own);
        }

        @Override
        public void write(int one) {
            own.writeByte(one);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) {
            own.writeBytes(bytes, offset, count);
        }

        /** Goes on with the bytes of a component; what was written before has to be here by now. */
        void share(String name, JavaType type, Object value) throws IOException {
            Part part = parts.get(name);
            if (part == null || part.value != value) {
                byte[] encoded = MessageFormat.encoded(type, value);
                Part next = new Part(value, memory.directBuffer(encoded.length).writeBytes(encoded));
                part = next;
                Optional.ofNullable(parts.put(name, next)).ifPresent(FrameWriter::release);
            }
            pieces.add(part.encoded.retainedDuplicate());
            own = memory.buffer();
            pieces.add(own);
        }
    }

    private static void release(Part part) {
        part.encoded.release();
    }

    /** Forgets what it keeps. */
    @Override
    public void close() {
        parts.values().forEach(FrameWriter::release);
        parts.clear();
    }
}
