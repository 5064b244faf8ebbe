package dev.selvage.platform.rpc;

import dev.selvage.core.failure.FaultHandler;
import dev.selvage.platform.process.Threads;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The one thread that serves connections of one kind, and how they are dialled. */
final class ControlThread {

    private ControlThread() {}

    static EventLoopGroup start(String name, FaultHandler faults) {
        ThreadFactory threads = work -> Threads.unstarted(name, faults, work);
        return new MultiThreadIoEventLoopGroup(1, threads, NioIoHandler.newFactory());
    }

    /** A channel counts as writable up to the bound of what may wait in it. */
    static WriteBufferWaterMark waterMark(ControlSettings settings) {
        return new WriteBufferWaterMark(settings.longestBacklog() / 2, settings.longestBacklog());
    }

    /** What it takes to dial a leader. */
    static Bootstrap dialling(EventLoopGroup thread, ControlSettings settings) {
        return new Bootstrap()
                .group(thread)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark(settings))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        settings.patience().toMillis());
    }

    /** A host and a port with a colon in between; nothing if it is something else. */
    static Optional<InetSocketAddress> parse(String address) {
        int colon = address.lastIndexOf(':');
        if (colon < 1) {
            return Optional.empty();
        }
        try {
            int port = Integer.parseInt(address.substring(colon + 1));
            // The name is looked up when it is dialled, each time anew.
            return Optional.of(InetSocketAddress.createUnresolved(address.substring(0, colon), port));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What was said before is on its way by then, as far as the operating system takes it. */
    static void stop(EventLoopGroup thread, ControlSettings settings) {
        if (!thread.isShuttingDown()) {
            // A thread that is shut down closes its connections before it does what it was asked to do before.
            thread.submit(() -> {}).awaitUninterruptibly();
        }
        thread.shutdownGracefully(0, settings.patience().toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly();
    }
}
