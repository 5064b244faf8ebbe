package dev.selvage.container.network;

import dev.selvage.container.codec.LittleEndian;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import javax.net.ssl.SSLException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One connection as its own thread sees it: cuts what arrives into messages, and sees to hello and goodbye. A payload is
 * copied once, from what the socket gave into a buffer of exactly its size, so that a frame that waits for its task holds
 * nothing but itself; a frame that nobody wants is passed over and never held.
 */
abstract class Connection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LogManager.getLogger(Connection.class);

    private static final String ADVICE = "security.ssl.internal.enabled has to be the same at both ends, and the"
            + " truststore of each has to know the certificate of the other.";
    private static final String MAYBE_TLS = ". It may be TLS: " + ADVICE;

    private final TransportSettings settings;
    private final byte[] header = new byte[Wire.HEADER];
    private int headerFilled;
    private @Nullable ByteBuf payload;
    private long toSkip;
    private boolean acquainted;
    private boolean over;

    Connection(TransportSettings settings) {
        this.settings = settings;
    }

    final TransportSettings settings() {
        return settings;
    }

    /** Whether the peer has said hello as it should. */
    final boolean acquainted() {
        return acquainted;
    }

    /** The peer, as a person would look for it. */
    abstract String peer();

    /** Whether a frame of this channel is wanted. */
    abstract boolean wantsFrames(int channel);

    /** The peer has said hello. */
    abstract void greeted(Channel channel);

    /** A message of a peer that has said hello; its payload belongs to the one that is called. */
    abstract void received(Channel channel, byte kind, int number, ByteBuf body);

    /** There will be no more messages; called once. */
    abstract void lost(String sentence);

    @Override
    public final void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            while (in.isReadable() && !over) {
                step(ctx, in);
            }
        } catch (RuntimeException e) {
            // A message that makes no sense: nothing behind it can be trusted either.
            abort(ctx.channel(), "The connection with " + peer() + " brought a message that cannot be read: " + e);
        } finally {
            in.release();
        }
    }

    private void step(ChannelHandlerContext ctx, ByteBuf in) {
        if (toSkip > 0) {
            int count = (int) Math.min(toSkip, in.readableBytes());
            in.skipBytes(count);
            toSkip -= count;
            return;
        }
        if (headerFilled < Wire.HEADER) {
            int count = Math.min(Wire.HEADER - headerFilled, in.readableBytes());
            in.readBytes(header, headerFilled, count);
            headerFilled += count;
            if (headerFilled < Wire.HEADER) {
                return;
            }
            if (!begin(ctx)) {
                return;
            }
        }
        ByteBuf body = payload;
        if (body != null) {
            in.readBytes(body, Math.min(body.writableBytes(), in.readableBytes()));
            if (!body.isWritable()) {
                payload = null;
                headerFilled = 0;
                dispatch(ctx.channel(), body);
            }
        }
    }

    /** Looks at a header; true if a payload has to be read. */
    private boolean begin(ChannelHandlerContext ctx) {
        int length = LittleEndian.getInt(header, 0);
        int longest = acquainted ? Integer.MAX_VALUE : Wire.LONGEST_BEFORE_HELLO;
        if (length < 0 || length > longest) {
            abort(
                    ctx.channel(),
                    "The connection with " + peer() + " brought a message of " + Integer.toUnsignedString(length)
                            + " bytes, which none of ours has: something else spoke there" + MAYBE_TLS);
            return false;
        }
        if (header[Wire.KIND_AT] == Wire.FRAME && !wantsFrames(LittleEndian.getInt(header, Wire.CHANNEL_AT))) {
            toSkip = length;
            headerFilled = 0;
            return false;
        }
        if (length == 0) {
            headerFilled = 0;
            dispatch(ctx.channel(), Unpooled.EMPTY_BUFFER);
            return false;
        }
        payload = ctx.alloc().heapBuffer(length, length);
        return true;
    }

    private void dispatch(Channel channel, ByteBuf body) {
        byte kind = header[Wire.KIND_AT];
        int number = LittleEndian.getInt(header, Wire.CHANNEL_AT);
        if (number != Wire.CONNECTION && acquainted) {
            received(channel, kind, number, body);
            return;
        }
        try {
            if (kind == Wire.FAILED) {
                body.readBoolean();
                abort(channel, "The connection was refused by " + peer() + ": " + Wire.readText(body));
            } else if (kind == Wire.HELLO && !acquainted) {
                greet(channel, body);
            } else {
                refuse(channel, "a message of kind " + kind + " came where a hello was expected");
            }
        } finally {
            body.release();
        }
    }

    private void greet(Channel channel, ByteBuf body) {
        int magic = body.readIntLE();
        int version = body.readIntLE();
        if (magic != Wire.MAGIC || version != Wire.VERSION) {
            refuse(
                    channel,
                    "expected version " + Wire.VERSION + " of the protocol between tasks, found "
                            + (magic == Wire.MAGIC ? "version " + version : "another protocol")
                            + "; all processes of a cluster have to run the same release");
            return;
        }
        String secret = Wire.readText(body);
        String cluster = Wire.readText(body);
        if (!MessageDigest.isEqual(bytes(secret), bytes(settings.secret()))) {
            refuse(channel, "the secret of its cluster is not ours; it may belong to another application");
        } else if (!cluster.equals(settings.cluster())) {
            refuse(channel, "expected a process of cluster " + settings.cluster() + ", found one of " + cluster);
        } else {
            acquainted = true;
            greeted(channel);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Tells the peer why, and ends the connection. */
    private void refuse(Channel channel, String why) {
        String sentence = "The connection with " + peer() + " is refused: " + why + ".";
        channel.writeAndFlush(Wire.failed(channel.alloc(), Wire.CONNECTION, false, why + "."))
                .addListener(ChannelFutureListener.CLOSE);
        end(sentence);
    }

    private void abort(Channel channel, String sentence) {
        end(sentence);
        hangUp(channel);
    }

    private static void hangUp(Channel channel) {
        channel.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }

    /** Ends the connection once everything written is on its way; in its thread. */
    final void leave(Channel channel) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        end("");
    }

    private void end(String sentence) {
        if (over) {
            return;
        }
        over = true;
        if (!sentence.isEmpty()) {
            LOG.warn(sentence);
        }
        ByteBuf half = payload;
        payload = null;
        ReferenceCountUtil.release(half);
        lost(
                sentence.isEmpty()
                        ? "The connection with " + peer() + " was closed by this process, which stops."
                        : sentence);
    }

    @Override
    public final void channelInactive(ChannelHandlerContext ctx) {
        end("The connection with " + peer() + " was closed by the other side, or by what lies between"
                + (acquainted ? "." : MAYBE_TLS));
    }

    @Override
    public final void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Throwable within = cause.getCause() instanceof SSLException ? cause.getCause() : cause;
        if (within instanceof NotSslRecordException) {
            // Its message has all that was said in it.
            end("The connection with " + peer() + " brought something else than TLS" + MAYBE_TLS);
        } else if (within instanceof SSLException) {
            end("TLS did not come about with " + peer() + ": " + within.getMessage() + ". " + ADVICE);
        } else {
            end("The connection with " + peer() + " broke: " + cause + (acquainted ? "." : MAYBE_TLS));
        }
        hangUp(ctx.channel());
    }
}
