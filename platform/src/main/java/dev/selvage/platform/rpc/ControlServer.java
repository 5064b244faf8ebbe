package dev.selvage.platform.rpc;

import dev.selvage.core.config.option.PortRange;
import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.failure.FaultHandler;
import dev.selvage.core.jobmanager.JobManagerEvent;
import dev.selvage.core.loop.Inbox;
import dev.selvage.core.message.LeaderMessage;
import dev.selvage.core.message.Peer;
import dev.selvage.core.message.TaskManagerMessage;
import dev.selvage.platform.blob.BlobSource;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The JobManager's end of control connections: TaskManagers dial it, and what they say is left in the JobManager's inbox under
 * the number of their connection. May be called from any thread.
 */
public final class ControlServer implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(ControlServer.class);

    /** Who has not answered by then may be alive. */
    private static final int PROBE_MILLIS = 1_000;

    private final ControlSettings settings;
    private final SecureRandom random = new SecureRandom();
    private final MessageFormat<TaskManagerMessage> heardFormat = new MessageFormat<>(TaskManagerMessage.class);
    private final FrameWriter<LeaderMessage> frames = new FrameWriter<>(new MessageFormat<>(LeaderMessage.class));
    /** Those that dialled, whether or not they have proven by now who they are. */
    private final Map<Long, ControlConnection<TaskManagerMessage, LeaderMessage>> connections =
            new ConcurrentHashMap<>();

    private final AtomicLong lastNumber = new AtomicLong();
    private final EventLoopGroup thread;
    private final Channel listening;
    private final Bootstrap prober;
    /** Nobody is accepted before there is one that listens. */
    private volatile Inbox<JobManagerEvent> inbox = event -> {};

    private volatile Optional<BlobServer> blobs = Optional.empty();

    private ControlServer(ControlSettings settings, String bindHost, PortRange ports, FaultHandler faults)
            throws IOException {
        this.settings = settings;
        this.thread = ControlThread.start("control-connections", faults);
        this.prober = new Bootstrap()
                .group(thread)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, PROBE_MILLIS)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        // Nothing is said: that somebody answers is all that counts.
                    }
                });
        try {
            this.listening = listen(bindHost, ports);
        } catch (IOException e) {
            ControlThread.stop(thread, settings);
            throw e;
        }
    }

    /**
     * Takes a port, so that it can be told where to dial. Whoever dials waits until it {@linkplain #serve serves}.
     *
     * @param bindHost the address to listen on; {@code 0.0.0.0} for all of this machine
     * @param ports to try, in order
     */
    public static ControlServer bind(ControlSettings settings, String bindHost, PortRange ports, FaultHandler faults)
            throws IOException {
        return new ControlServer(settings, bindHost, ports, faults);
    }

    /**
     * Gives blobs, too, to whoever dials for them; without this they are turned away. Called before it serves.
     *
     * @param readers read them, which may block
     */
    public void giveBlobs(BlobSource source, Executor readers) {
        blobs = Optional.of(new BlobServer(source, readers));
    }

    /** Accepts connections from now on; what is heard on them is left in the inbox. Called once. */
    public void serve(Inbox<JobManagerEvent> jobManager) {
        inbox = jobManager;
        listening.config().setAutoRead(true);
    }

    private Channel listen(String host, PortRange ports) throws IOException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(thread)
                .channel(NioServerSocketChannel.class)
                // A restarted JobManager gets its port back though connections of before linger.
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, ControlThread.waterMark(settings))
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel);
                    }
                });
        IOException failure = new IOException("Expected to listen for TaskManagers on " + host + ", port " + ports
                + ", but found none that is free.");
        for (PortRange.Span span : ports.spans()) {
            for (int port = span.first(); port <= span.last(); port++) {
                ChannelFuture bound = bootstrap.bind(host, port).awaitUninterruptibly();
                if (bound.isSuccess()) {
                    return bound.channel();
                }
                failure.addSuppressed(bound.cause());
            }
        }
        throw failure;
    }

    private void accept(Channel channel) {
        long number = lastNumber.incrementAndGet();
        ControlConnection<TaskManagerMessage, LeaderMessage> connection = new ControlConnection<>(
                number,
                settings,
                new Handshake(Handshake.Side.JOB_MANAGER, settings.cluster(), settings.secret(), random),
                heardFormat,
                frames,
                new Owner(),
                channel);
        connections.put(number, connection);
        channel.closeFuture().addListener(closed -> connections.remove(number));
        connection.install();
        LOG.debug("The control connection {} comes from {}", number, channel.remoteAddress());
    }

    /** What becomes of connections is left in the inbox. */
    private final class Owner implements ControlConnection.Owner<TaskManagerMessage> {

        @Override
        public void established(long connection) {
            // Its first message is a hello, which says all that counts.
        }

        @Override
        public void wantsBlobs(ControlConnection<?, ?> connection) {
            connections.remove(connection.number());
            blobs.ifPresentOrElse(server -> server.take(connection), connection::hangUp);
        }

        @Override
        public void heard(long connection, TaskManagerMessage message) {
            inbox.put(new JobManagerEvent.Heard(connection, message));
        }

        @Override
        public void lost(long connection, String sentence) {
            inbox.put(new JobManagerEvent.Disconnected(connection));
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    /** Says something on a connection, after what was said before; lost if it is over. */
    public void send(long connection, LeaderMessage message) {
        ControlConnection<TaskManagerMessage, LeaderMessage> to = connections.get(connection);
        if (to != null) {
            to.send(message);
        }
    }

    /** Closes a connection; nothing more is told of it. */
    public void hangUp(long connection) {
        ControlConnection<TaskManagerMessage, LeaderMessage> from = connections.get(connection);
        if (from != null) {
            from.hangUp();
        }
    }

    /**
     * Looks whether a TaskManager is dead: it listens at its data port for as long as it lives. Only a machine that answers, and
     * says that nobody listens there, is proof; whoever cannot be reached may be cut off.
     */
    public void probe(Peer taskManager) {
        prober.connect(taskManager.host(), taskManager.dataPort()).addListener((ChannelFuture tried) -> {
            if (tried.isSuccess()) {
                tried.channel().close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
            } else if (isRefused(tried.cause())) {
                inbox.put(new JobManagerEvent.TaskManagerGone(
                        taskManager.taskManager(),
                        Failure.of(
                                ErrorCode.TASK_MANAGER_LOST,
                                "expected " + taskManager.taskManager() + " to live, but nobody listens at its port "
                                        + taskManager.dataPort() + " of " + taskManager.host()
                                        + " any more: what ran there starts again elsewhere")));
            }
        });
    }

    /** Somebody who does not answer in time fails with an exception of the same class. */
    private static boolean isRefused(Throwable cause) {
        return cause instanceof ConnectException
                && cause.getMessage() != null
                && cause.getMessage().startsWith("Connection refused");
    }

    /** Hangs up everywhere, and listens no more. */
    @Override
    public void close() {
        listening.close().awaitUninterruptibly();
        List.copyOf(connections.values()).forEach(ControlConnection::hangUp);
        blobs.ifPresent(BlobServer::close);
        ControlThread.stop(thread, settings);
        frames.close();
    }
}
