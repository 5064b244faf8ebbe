package dev.selvage.container.network;

import dev.selvage.container.exchange.Wakeup;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A process's part in the network of tasks: it listens for the consumers of what it produces, and dials the producers of what
 * it consumes, each at most once. May be called from any thread.
 */
public final class Transport implements Network, AutoCloseable {
    private final TransportSettings settings;
    private final ByteBufAllocator allocator;
    private final EventLoopGroup loops;
    private final Producers producers = new Producers();
    private final Set<ProducerConnection> accepted = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<InetSocketAddress, ConsumerConnection> dialled = new ConcurrentHashMap<>();
    private final Channel listening;

    private Transport(TransportSettings settings, ByteBufAllocator allocator) throws IOException {
        this.settings = settings;
        this.allocator = allocator;
        this.loops = new MultiThreadIoEventLoopGroup(
                settings.threads(), new DefaultThreadFactory("network", true), NioIoHandler.newFactory());
        ChannelFuture bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.ALLOCATOR, allocator)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(pipeline(false, this::accept))
                .bind(settings.bind())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).awaitUninterruptibly();
            throw new IOException(
                    "Wanted to listen for other tasks at " + settings.bind() + ", found that this is not possible: "
                            + bound.cause() + ".",
                    bound.cause());
        }
        this.listening = bound.channel();
    }

    /** Begins to listen, with buffers of its own. */
    public static Transport start(TransportSettings settings) throws IOException {
        return start(settings, new PooledByteBufAllocator(true));
    }

    /** Begins to listen; buffers come from the given allocator. */
    public static Transport start(TransportSettings settings, ByteBufAllocator allocator) throws IOException {
        return new Transport(settings, allocator);
    }

    /** The one place where handlers are put into a connection; TLS goes before all others. */
    private ChannelInitializer<Channel> pipeline(boolean dials, Function<Channel, ChannelHandler> handler) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                settings.tls().ifPresent(tls -> {
                    SslHandler encrypting = new SslHandler(tls.engine(dials));
                    encrypting.setHandshakeTimeoutMillis(settings.patience().toMillis());
                    channel.pipeline().addLast(encrypting);
                });
                channel.pipeline().addLast(handler.apply(channel));
            }
        };
    }

    private ProducerConnection accept(Channel channel) {
        ProducerConnection connection = new ProducerConnection(settings, producers, channel);
        accepted.add(connection);
        channel.closeFuture().addListener(closed -> accepted.remove(connection));
        return connection;
    }

    /** Where other processes reach this one. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    @Override
    public Network among(int channels) {
        TransportSettings sizes = settings.among(channels);
        return new Network() {
            @Override
            public RemoteOutput output(ChannelName name, RecordFormat format, Wakeup producer) {
                return Transport.this.output(sizes, name, format, producer);
            }

            @Override
            public RemoteInput input(
                    ChannelName name, RecordFormat format, InetSocketAddress producer, Wakeup consumer) {
                return Transport.this.input(sizes, name, format, producer, consumer);
            }
        };
    }

    @Override
    public RemoteOutput output(ChannelName name, RecordFormat format, Wakeup producer) {
        return output(settings, name, format, producer);
    }

    private RemoteOutput output(TransportSettings sizes, ChannelName name, RecordFormat format, Wakeup producer) {
        OutputQueue queue = new OutputQueue(name, sizes.windowBytes(), producer, () -> producers.over(name));
        producers.register(queue);
        return new RemoteOutput(new FrameWriter(format, sizes.frameBytes()), queue, allocator);
    }

    @Override
    public RemoteInput input(ChannelName name, RecordFormat format, InetSocketAddress producer, Wakeup consumer) {
        return input(settings, name, format, producer, consumer);
    }

    private RemoteInput input(
            TransportSettings sizes,
            ChannelName name,
            RecordFormat format,
            InetSocketAddress producer,
            Wakeup consumer) {
        ConsumerConnection connection = dialled.computeIfAbsent(producer, this::dial);
        RemoteInput input = new RemoteInput(name, sizes.windowBytes(), new FrameReader(format), consumer, connection);
        connection.open(input);
        return input;
    }

    private ConsumerConnection dial(InetSocketAddress address) {
        EventLoop loop = loops.next();
        ConsumerConnection connection =
                new ConsumerConnection(settings, address, loop, lost -> dialled.remove(lost.address(), lost));
        connection.dial(new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.ALLOCATOR, allocator)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        settings.patience().toMillis())
                .handler(pipeline(true, channel -> connection)));
        return connection;
    }

    /** Sends what the consumers have room for, hangs up, and fails the channels that have not ended. */
    @Override
    public void close() {
        listening.close().awaitUninterruptibly();
        List.copyOf(accepted).forEach(ProducerConnection::leave);
        List.copyOf(dialled.values()).forEach(ConsumerConnection::leave);
        loops.shutdownGracefully(0, settings.patience().toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly();
        producers.close();
    }
}
