package dev.selvage.container.network;

import dev.selvage.container.exchange.Batch;
import dev.selvage.container.exchange.Element;
import dev.selvage.container.exchange.Event;
import dev.selvage.container.exchange.InputChannel;
import dev.selvage.container.exchange.Wakeup;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;
import org.jctools.queues.SpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The consumer's end of a channel from a task in another process. The connection's thread puts frames in as bytes; the task
 * reads their records in {@link #poll}, which gives the producer credit for as much. What arrived before the channel failed
 * is polled first; then {@link #poll} throws {@link ChannelFailedException}.
 */
public final class RemoteInput extends Outbox.Sender implements InputChannel {
    private static final int QUEUE_CHUNK = 16;
    private static final int CREDITS_PER_WINDOW = 4;

    private final ChannelName name;
    private final int window;
    private final FrameReader reader;
    private final Wakeup consumer;
    private final ConsumerConnection connection;
    private final SpscUnboundedArrayQueue<Object> arrived = new SpscUnboundedArrayQueue<>(QUEUE_CHUNK);
    /** Bytes of frames that were taken and of which the producer has not been told. */
    private final AtomicLong owed = new AtomicLong();
    /** Bytes of frames that have arrived and were not taken. */
    private final AtomicLong backlog = new AtomicLong();

    private long unreported;
    private volatile boolean closed;
    private volatile @Nullable ChannelFailedException failure;
    private int number;

    RemoteInput(ChannelName name, int window, FrameReader reader, Wakeup consumer, ConsumerConnection connection) {
        this.name = name;
        this.window = window;
        this.reader = reader;
        this.consumer = consumer;
        this.connection = connection;
    }

    ChannelName name() {
        return name;
    }

    int window() {
        return window;
    }

    // ---- the task's side ----

    @Override
    public @Nullable Element poll() {
        if (closed) {
            return null;
        }
        // First the failure: what arrived before it is seen by the look that follows.
        ChannelFailedException failed = failure;
        Object next = arrived.poll();
        if (next == null) {
            if (failed != null) {
                throw failed;
            }
            return null;
        }
        if (next instanceof ByteBuf frame) {
            return read(frame);
        }
        Event event = (Event) next;
        report(0);
        if (event instanceof Event.EndOfInput) {
            close();
        }
        return event;
    }

    private Batch read(ByteBuf frame) {
        int length = Wire.HEADER + frame.readableBytes();
        try {
            return reader.read(frame);
        } finally {
            frame.release();
            backlog.addAndGet(-length);
            report(length);
        }
    }

    /** Tells the producer of a quarter of the window at once, but of all as soon as nothing is left: then it may flush. */
    private void report(int length) {
        unreported += length;
        if (unreported > 0 && (unreported >= window / CREDITS_PER_WINDOW || arrived.isEmpty())) {
            owed.addAndGet(unreported);
            unreported = 0;
            connection.ready(this);
        }
    }

    @Override
    public boolean isEmpty() {
        return arrived.isEmpty() && (closed || failure == null);
    }

    /** Bytes that have arrived and were not taken; from any thread. */
    public long backlog() {
        return backlog.get();
    }

    /** Wants nothing more, and lets go of what has arrived. Done already once {@link Event.EndOfInput} was polled. */
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        VarHandle.fullFence();
        discard();
        connection.close(this);
    }

    // ---- the connection's side ----

    int number() {
        return number;
    }

    void number(int given) {
        number = given;
    }

    /** A frame's payload, which is the channel's from here on. */
    void frame(ByteBuf payload) {
        backlog.addAndGet(Wire.HEADER + payload.readableBytes());
        arrive(payload);
    }

    void event(Event event) {
        arrive(event);
    }

    private void arrive(Object element) {
        arrived.offer(element);
        // Either close sees the element, or this thread sees that it is closed; the same with a task about to sleep.
        VarHandle.fullFence();
        if (closed) {
            discard();
        } else {
            consumer.wake();
        }
    }

    void fail(ChannelFailedException cause) {
        failure = cause;
        VarHandle.fullFence();
        consumer.wake();
    }

    @Override
    void send(Channel target) {
        long bytes = owed.getAndSet(0);
        if (bytes > 0 && connection.has(this)) {
            Wire.send(target, Wire.credit(target.alloc(), number, bytes));
        }
    }

    private synchronized void discard() {
        Object element = arrived.poll();
        while (element != null) {
            if (element instanceof ByteBuf frame) {
                frame.release();
            }
            element = arrived.poll();
        }
    }
}
