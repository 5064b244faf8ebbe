package dev.selvage.platform.rpc;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.ReadTimeoutException;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * One connection: the handshake, then messages both ways, in order, until it ends. Lives in the thread of control connections;
 * only {@link #send} and {@link #hangUp} may be called from any other. Nothing is decoded of a peer that has not proven to
 * belong here, and there is no end but one, with at most one sentence in the log.
 *
 * @param <I> what is heard
 * @param <O> what is said
 */
final class ControlConnection<I, O> extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LogManager.getLogger(ControlConnection.class);

    private static final String ADVICE = "security.ssl.internal.enabled has to be the same at both ends, and the"
            + " truststore of each has to know the certificate of the other.";
    private static final String MAYBE_TLS = ". It may be TLS: " + ADVICE;

    /** What becomes of a connection; called in its thread. */
    interface Owner<I> {

        /** Both ends have proven that they belong together. */
        void established(long connection);

        /** The peer said something. */
        void heard(long connection, I message);

        /**
         * The peer has proven that it belongs here, and has dialled for blobs: told instead of {@link #established}, and only
         * to whoever is dialled. Somebody else goes on with the channel.
         */
        default void wantsBlobs(ControlConnection<?, ?> connection) {
            connection.hangUp();
        }

        /** Whether a peer that hangs up has only got what it came for, of which nobody has to be warned. */
        default boolean letsPeersGo() {
            return false;
        }

        /** It is over, and nothing was or will be heard from now on; told once, but not to one who hung up himself. */
        void lost(long connection, String sentence);
    }

    /** How far it has come. */
    private enum Phase {
        AWAITS_HELLO,
        AWAITS_PROOF,
        ESTABLISHED,
        OVER
    }

    private final long number;
    private final ControlSettings settings;
    private final Handshake handshake;
    private final MessageFormat<I> heardFormat;
    private final FrameWriter<O> frames;
    private final Owner<I> owner;
    private final Channel channel;
    private final FrameReader frameReader = new FrameReader(Handshake.LONGEST);
    private final Queue<O> outbox = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private Phase phase = Phase.AWAITS_HELLO;

    ControlConnection(
            long number,
            ControlSettings settings,
            Handshake handshake,
            MessageFormat<I> heardFormat,
            FrameWriter<O> frames,
            Owner<I> owner,
            Channel channel) {
        this.number = number;
        this.settings = settings;
        this.handshake = handshake;
        this.heardFormat = heardFormat;
        this.frames = frames;
        this.owner = owner;
        this.channel = channel;
    }

    /** Goes on with the channel of another one, whose peer has proven who it is, with this handler in between. */
    static <I, O> ControlConnection<I, O> insteadOf(
            ControlConnection<?, ?> greeted,
            ChannelHandler between,
            MessageFormat<I> heardFormat,
            FrameWriter<O> frames,
            Owner<I> owner) {
        ControlConnection<I, O> next = new ControlConnection<>(
                greeted.number, greeted.settings, greeted.handshake, heardFormat, frames, owner, greeted.channel);
        next.phase = Phase.ESTABLISHED;
        greeted.phase = Phase.OVER;
        greeted.channel.pipeline().addLast(between, next).remove(greeted);
        return next;
    }

    long number() {
        return number;
    }

    /** Becomes the only user of its channel, behind TLS if that is wanted. */
    void install() {
        settings.tls().ifPresent(tls -> {
            SslHandler encrypting = new SslHandler(tls.engine(handshake.dials()));
            encrypting.setHandshakeTimeoutMillis(settings.patience().toMillis());
            channel.pipeline().addLast(encrypting);
        });
        channel.pipeline().addLast(frameReader, this);
    }

    /** Says something, after what was said before; lost if the connection is over. From any thread. */
    void send(O message) {
        outbox.add(message);
        if (!scheduled.getAndSet(true)) {
            inThread(this::writeOutbox);
        }
    }

    /** Ends the connection once everything said is on its way; nothing more is heard, nor told to the owner. From any thread. */
    void hangUp() {
        inThread(() -> {
            writeOutbox();
            if (phase != Phase.OVER) {
                phase = Phase.OVER;
                channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            }
        });
    }

    private void inThread(Runnable action) {
        if (channel.eventLoop().inEventLoop()) {
            action.run();
            return;
        }
        try {
            channel.eventLoop().execute(action);
        } catch (RejectedExecutionException e) {
            // The process stops, and its connections with it.
            outbox.clear();
        }
    }

    /** Writes all that waits, and flushes once for all. */
    private void writeOutbox() {
        // First the mark: what is added from here on comes back.
        scheduled.set(false);
        for (O message = outbox.poll(); message != null; message = outbox.poll()) {
            if (phase != Phase.ESTABLISHED) {
                continue;
            }
            write(message);
            if (!channel.isWritable()) {
                channel.flush();
                checkBacklog();
            }
        }
        channel.flush();
    }

    private void write(O message) {
        List<ByteBuf> frame;
        try {
            frame = frames.frame(message, channel.alloc());
        } catch (IOException | RuntimeException e) {
            LOG.error("A message cannot be written, which is a bug: {}", message.getClass(), e);
            end("This process could not say what it had to.");
            return;
        }
        int length = FrameWriter.length(frame);
        if (length > settings.longestMessage()) {
            frame.forEach(ByteBuf::release);
            end("This process wanted to send a message of " + length + " bytes, but " + settings.longestMessage()
                    + " is the most that its peer takes.");
            return;
        }
        frame.forEach(this::write);
    }

    /** Writes without flushing; if that fails, the connection does, and tells. */
    private void write(ByteBuf frame) {
        Future<?> unused = channel.write(frame, channel.voidPromise());
    }

    private void checkBacklog() {
        if (!channel.isWritable()) {
            end("More than " + settings.longestBacklog() + " bytes wait for a peer that does not read them.");
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        sayNow(handshake.hello());
        Future<?> unused = channel.eventLoop()
                .schedule(
                        () -> {
                            if (phase == Phase.AWAITS_HELLO || phase == Phase.AWAITS_PROOF) {
                                end("It has not proven who it is within " + settings.patience() + ".");
                            }
                        },
                        settings.patience().toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void sayNow(byte[] bytes) {
        write(channel.alloc()
                .buffer(Integer.BYTES + bytes.length)
                .writeInt(bytes.length)
                .writeBytes(bytes));
        channel.flush();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
        ByteBuf bytes = (ByteBuf) frame;
        try {
            switch (phase) {
                case AWAITS_HELLO -> {
                    sayNow(handshake.answer(array(bytes)));
                    phase = Phase.AWAITS_PROOF;
                }
                case AWAITS_PROOF -> {
                    handshake.check(array(bytes));
                    phase = Phase.ESTABLISHED;
                    frameReader.allow(settings.longestMessage());
                    if (handshake.peerWantsBlobs()) {
                        owner.wantsBlobs(this);
                    } else {
                        owner.established(number);
                    }
                }
                case ESTABLISHED -> owner.heard(number, read(bytes));
                case OVER -> {
                    // What still came of a peer that is not listened to any more.
                }
            }
        } catch (Handshake.RefusedException e) {
            end("It is refused: " + e.getMessage() + ".");
        } catch (IOException e) {
            // Nothing behind a message that cannot be read can be trusted either.
            end("It brought a message that cannot be used: " + e.getMessage() + ".");
        } finally {
            bytes.release();
        }
    }

    private static byte[] array(ByteBuf bytes) {
        byte[] array = new byte[bytes.readableBytes()];
        bytes.readBytes(array);
        return array;
    }

    private I read(ByteBuf bytes) throws IOException {
        try (InputStream from = new ByteBufInputStream(bytes)) {
            return heardFormat.read(from);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end(
                owner.letsPeersGo() ? Level.DEBUG : Level.WARN,
                "It was closed by the other side, or by what lies between"
                        + (phase == Phase.AWAITS_HELLO ? MAYBE_TLS : "."));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Throwable within = cause instanceof DecoderException && cause.getCause() != null ? cause.getCause() : cause;
        if (within instanceof NotSslRecordException) {
            // Its message has all that was said in it.
            end("It brought something else than TLS" + MAYBE_TLS);
        } else if (within instanceof SSLException) {
            end("TLS did not come about: " + within.getMessage() + ". " + ADVICE);
        } else if (cause instanceof IOException) {
            end("It broke: " + cause + (phase == Phase.AWAITS_HELLO ? MAYBE_TLS : "."));
        } else if (cause instanceof ReadTimeoutException) {
            end("Nothing was heard on it for too long.");
        } else if (cause instanceof DecoderException) {
            end("It brought bytes that are none of ours: " + cause.getMessage()
                    + (phase == Phase.AWAITS_HELLO ? MAYBE_TLS : "."));
        } else {
            LOG.error("A control connection met with a bug", cause);
            end("It cannot go on.");
        }
    }

    private void end(String sentence) {
        end(Level.WARN, sentence);
    }

    private void end(Level level, String sentence) {
        if (phase == Phase.OVER) {
            return;
        }
        phase = Phase.OVER;
        LOG.log(level, "The control connection {} with {} is over. {}", number, channel.remoteAddress(), sentence);
        outbox.clear();
        channel.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
        owner.lost(number, sentence);
    }
}
