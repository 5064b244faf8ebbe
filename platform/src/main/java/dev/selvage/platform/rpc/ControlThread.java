package dev.selvage.platform.rpc;

import dev.selvage.core.failure.FaultHandler;
import dev.selvage.platform.process.Threads;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The one thread of a process that serves its control connections. */
final class ControlThread {

    private static final String NAME = "control-connections";

    private ControlThread() {}

    static EventLoopGroup start(FaultHandler faults) {
        ThreadFactory threads = work -> Threads.unstarted(NAME, faults, work);
        return new MultiThreadIoEventLoopGroup(1, threads, NioIoHandler.newFactory());
    }

    /** A channel counts as writable up to the bound of what may wait in it. */
    static WriteBufferWaterMark waterMark(ControlSettings settings) {
        return new WriteBufferWaterMark(settings.longestBacklog() / 2, settings.longestBacklog());
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
