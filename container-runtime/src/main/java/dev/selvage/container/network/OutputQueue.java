package dev.selvage.container.network;

import dev.selvage.container.exchange.Wakeup;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;
import org.jctools.queues.SpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * What a task has written into a channel and the network has not taken. The task puts messages in without a lock; they leave
 * in the connection's thread as the consumer's credit allows, at most its window ahead of what it took, or one frame if that
 * is larger. Taking out, and throwing away when the channel ends, is guarded by this object's lock, so that each buffer is
 * released once, whoever comes first.
 */
final class OutputQueue extends Outbox.Sender {
    private static final int QUEUE_CHUNK = 16;

    private final ChannelName name;
    private final Wakeup producer;
    private final Runnable whenOver;
    private final SpscUnboundedArrayQueue<ByteBuf> messages = new SpscUnboundedArrayQueue<>(QUEUE_CHUNK);
    /** Bytes of frames: put in by the task, sent by the connection, taken by the consumer. */
    private final AtomicLong put = new AtomicLong();

    private final AtomicLong taken = new AtomicLong();
    private long sent;
    private volatile int window;
    private volatile boolean awaitsRoom;
    private volatile boolean awaitsDrain;
    /** The last event was put in; a consumer that goes away after it had all it wanted. */
    private volatile boolean ended;

    private volatile boolean closed;
    /** Nothing more is sent: what is still put in is thrown away. */
    private volatile boolean over;

    private volatile @Nullable ChannelFailedException failure;
    private volatile @Nullable ProducerConnection connection;
    private int number;

    OutputQueue(ChannelName name, int window, Wakeup producer, Runnable whenOver) {
        this.name = name;
        this.window = window;
        this.producer = producer;
        this.whenOver = whenOver;
    }

    ChannelName name() {
        return name;
    }

    // ---- the task's side ----

    /** Puts a message behind all others; it belongs to the queue from here on. */
    void put(ByteBuf message, boolean frame) {
        if (frame) {
            put.lazySet(put.get() + message.readableBytes());
        }
        messages.offer(message);
        // Either whoever ends the channel sees the message, or this thread sees the end; the same with its beginning.
        VarHandle.fullFence();
        if (over) {
            discard();
            rethrow();
            return;
        }
        ProducerConnection to = connection;
        if (to != null) {
            to.outbox().add(this);
        }
    }

    boolean hasRoom() {
        rethrow();
        if (over || put.get() - taken.get() < window) {
            return true;
        }
        // First the mark, then a second look: credit that comes in between sees the mark or is seen.
        awaitsRoom = true;
        return put.get() - taken.get() < window;
    }

    boolean isDrained() {
        rethrow();
        if (over || put.get() == taken.get()) {
            return true;
        }
        awaitsDrain = true;
        return put.get() == taken.get();
    }

    /** The task's last event is about to be put in. */
    void ending() {
        ended = true;
    }

    /** The task puts nothing more in; what is there is still sent, to a consumer that may be yet to come. */
    void close() {
        closed = true;
        VarHandle.fullFence();
        ProducerConnection to = connection;
        if (to != null) {
            to.outbox().add(this);
        }
    }

    /** Whether nothing more is sent. From any thread. */
    boolean isOver() {
        return over;
    }

    private void rethrow() {
        ChannelFailedException failed = failure;
        if (failed != null) {
            throw failed;
        }
    }

    // ---- the connection's side ----

    /** The consumer has come. False if another had come before, or the channel is over. */
    boolean attach(ProducerConnection to, int channelNumber, int newWindow) {
        synchronized (this) {
            if (connection != null || over) {
                return false;
            }
            number = channelNumber;
            window = newWindow;
            connection = to;
        }
        VarHandle.fullFence();
        to.outbox().add(this);
        return true;
    }

    @Override
    synchronized void send(Channel target) {
        if (over) {
            return;
        }
        ByteBuf next = messages.peek();
        while (next != null && mayLeave(next)) {
            messages.poll();
            Wire.send(target, next.setIntLE(Wire.CHANNEL_AT, number));
            next = messages.peek();
        }
        // The mark is older than whatever the queue was seen without.
        if (closed && messages.isEmpty()) {
            leave();
        }
    }

    private boolean mayLeave(ByteBuf message) {
        if (message.getByte(Wire.KIND_AT) != Wire.FRAME) {
            return true;
        }
        int length = message.readableBytes();
        long underWay = sent - taken.get();
        if (underWay > 0 && underWay + length > window) {
            return false;
        }
        sent += length;
        return true;
    }

    /** The consumer took so many bytes. */
    void credit(long bytes, Channel target) {
        taken.set(taken.get() + bytes);
        long underWay = put.get() - taken.get();
        // Half a window of room at once: a task that is woken for each frame would sleep and wake all the time.
        boolean roomy = awaitsRoom && underWay <= window / 2;
        if (roomy || (awaitsDrain && underWay == 0)) {
            awaitsRoom = false;
            awaitsDrain = false;
            producer.wake();
        }
        send(target);
    }

    /** The consumer wants nothing more. */
    void consumerLeft(String sentence) {
        end(ended ? null : new ChannelFailedException(sentence, false));
    }

    /** The connection broke, or the producer is over before its end. */
    void fail(ChannelFailedException cause) {
        end(cause);
    }

    private void end(@Nullable ChannelFailedException cause) {
        synchronized (this) {
            if (over) {
                return;
            }
            failure = cause;
            leave();
        }
        VarHandle.fullFence();
        discard();
        VarHandle.fullFence();
        producer.wake();
    }

    private void leave() {
        over = true;
        ProducerConnection from = connection;
        if (from != null) {
            from.over(number);
        }
        whenOver.run();
    }

    private synchronized void discard() {
        ByteBuf message = messages.poll();
        while (message != null) {
            message.release();
            message = messages.poll();
        }
    }
}
