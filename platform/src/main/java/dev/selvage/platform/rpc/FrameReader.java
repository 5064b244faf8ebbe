package dev.selvage.platform.rpc;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.TooLongFrameException;
import java.util.List;

/**
 * Cuts what arrives into frames: a length of four bytes, and as many bytes. Room is made as bytes come, so that a large length
 * costs nothing by itself.
 */
final class FrameReader extends ByteToMessageDecoder {

    private int longest;

    FrameReader(int longest) {
        this.longest = longest;
    }

    /** How long frames may be from the next one on. */
    void allow(int newLongest) {
        longest = newLongest;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> frames) {
        if (in.readableBytes() < Integer.BYTES) {
            return;
        }
        int length = in.getInt(in.readerIndex());
        if (length < 0 || length > longest) {
            throw new TooLongFrameException("expected a message of at most " + longest + " bytes, found one of "
                    + Integer.toUnsignedString(length));
        }
        if (in.readableBytes() >= Integer.BYTES + length) {
            in.skipBytes(Integer.BYTES);
            frames.add(in.readRetainedSlice(length));
        }
    }
}
