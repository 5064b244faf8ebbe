package dev.selvage.platform.http;

import dev.selvage.core.config.option.PortRange;
import dev.selvage.core.failure.FaultHandler;
import dev.selvage.platform.process.Threads;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Serves HTTP/1.1. One thread looks after all connections, and writes what is uploaded to local files; handlers run elsewhere and
 * may block. May be called from any thread but its own.
 */
public final class HttpServer implements AutoCloseable {

    private static final String THREAD = "http";

    private final HttpSettings settings;
    private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
    private final EventLoopGroup thread;
    private final Channel listening;
    /** Nobody is accepted before these are the real ones. */
    private volatile Router router = new Router(List.of());

    private volatile Executor handlers = Runnable::run;

    private HttpServer(HttpSettings settings, String host, PortRange ports, FaultHandler faults) throws IOException {
        this.settings = settings;
        ThreadFactory threads = work -> Threads.unstarted(THREAD, faults, work);
        this.thread = new MultiThreadIoEventLoopGroup(1, threads, NioIoHandler.newFactory());
        try {
            this.listening = listen(host, ports);
        } catch (IOException e) {
            stopThread();
            throw e;
        }
    }

    /**
     * Takes a port, so that clients can be told of it. Whoever comes waits until it {@linkplain #serve serves}.
     *
     * @param host the address to listen on; {@code 0.0.0.0} for all of this machine
     * @param ports to try, in order
     * @param faults is told if the server's thread fails, which is a bug
     */
    public static HttpServer bind(HttpSettings settings, String host, PortRange ports, FaultHandler faults)
            throws IOException {
        return new HttpServer(settings, host, ports, faults);
    }

    /**
     * Answers requests from now on. Called once.
     *
     * @param executor runs the handlers; to be closed after the server, since what it drops is never answered
     */
    public void serve(Router routes, Executor executor) {
        router = routes;
        handlers = executor;
        listening.config().setAutoRead(true);
    }

    private Channel listen(String host, PortRange ports) throws IOException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(thread)
                .channel(NioServerSocketChannel.class)
                // A restarted process gets its port back though connections of before linger.
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel);
                    }
                });
        IOException failure = new IOException("Expected to listen for HTTP on " + host + ", port " + ports
                + ", but found none that is free: name others, or stop what listens there.");
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
        HttpConnection connection = new HttpConnection(settings, router, handlers, channel);
        connections.add(connection);
        channel.closeFuture().addListener(closed -> {
            connections.remove(connection);
            acceptWhileThereIsRoom();
        });
        connection.install();
        acceptWhileThereIsRoom();
    }

    /** Whoever finds no room stays in the operating system's queue. */
    private void acceptWhileThereIsRoom() {
        listening.config().setAutoRead(connections.size() < settings.mostConnections());
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    /** How many are connected. */
    int connections() {
        return connections.size();
    }

    /** Listens no more, lets requests that are under way be answered, though not for ever, and hangs up. */
    @Override
    public void close() {
        listening.close().awaitUninterruptibly();
        long end = System.nanoTime() + settings.patience().toNanos();
        List<HttpConnection> last = List.copyOf(connections);
        last.forEach(HttpConnection::finish);
        last.forEach(
                connection -> connection.closed().awaitUninterruptibly(end - System.nanoTime(), TimeUnit.NANOSECONDS));
        stopThread();
    }

    /** Closes what is still connected, too. */
    private void stopThread() {
        thread.shutdownGracefully(0, settings.patience().toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly();
    }
}
