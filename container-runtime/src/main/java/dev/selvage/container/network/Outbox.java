package dev.selvage.container.network;

import io.netty.channel.Channel;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jctools.queues.MpscUnboundedArrayQueue;

/**
 * The channels of one connection that have something to send. Tasks put themselves in; the connection's thread lets each of
 * them send what it may, and flushes once for all.
 */
final class Outbox implements Runnable {
    private static final int QUEUE_CHUNK = 64;

    private final Channel channel;
    private final MpscUnboundedArrayQueue<Sender> ready = new MpscUnboundedArrayQueue<>(QUEUE_CHUNK);
    private final AtomicBoolean scheduled = new AtomicBoolean();

    /** One end of a channel, as its connection sees it. */
    abstract static class Sender {
        private final AtomicBoolean queued = new AtomicBoolean();

        /** Writes, without flushing, what may be sent now; in the connection's thread. */
        abstract void send(Channel target);
    }

    Outbox(Channel channel) {
        this.channel = channel;
    }

    /** Has the connection's thread call {@link Sender#send} once from now. From any thread. */
    void add(Sender sender) {
        if (sender.queued.getAndSet(true)) {
            return;
        }
        ready.offer(sender);
        if (!scheduled.getAndSet(true)) {
            try {
                channel.eventLoop().execute(this);
            } catch (RejectedExecutionException e) {
                // The process is shutting its transport down: what is left is released by its owner's close.
                scheduled.set(true);
            }
        }
    }

    @Override
    public void run() {
        scheduled.getAndSet(false);
        boolean any = false;
        Sender sender = ready.poll();
        while (sender != null) {
            // First the mark: what is added from here on comes back.
            sender.queued.getAndSet(false);
            sender.send(channel);
            any = true;
            sender = ready.poll();
        }
        if (any) {
            channel.flush();
        }
    }
}
