package dev.selvage.container.network;

import dev.selvage.container.exchange.Element;
import dev.selvage.container.exchange.Event;
import dev.selvage.container.exchange.OutputChannel;
import io.netty.buffer.ByteBufAllocator;

/**
 * The producer's end of a channel to a task in another process. Its calls throw {@link ChannelFailedException} once the
 * connection is lost or the deployment is over.
 */
public final class RemoteOutput extends OutputChannel {
    private final FrameWriter writer;
    private final OutputQueue queue;
    private final ByteBufAllocator allocator;

    RemoteOutput(FrameWriter writer, OutputQueue queue, ByteBufAllocator allocator) {
        this.writer = writer;
        this.queue = queue;
        this.allocator = allocator;
    }

    @Override
    public void append(Object value, long timestamp, long hash) {
        if (!writer.takes(timestamp)) {
            flush();
        }
        if (writer.append(value, timestamp, hash)) {
            flush();
        }
    }

    @Override
    public void flush() {
        if (!writer.isEmpty()) {
            queue.put(writer.take(allocator, takeWatermark()), true);
        } else if (watermark != Event.BEFORE_ALL_TIME) {
            send(new Event.Watermark(takeWatermark()));
        }
    }

    @Override
    public boolean hasRoom() {
        return queue.hasRoom();
    }

    @Override
    public boolean isDrained() {
        return queue.isDrained();
    }

    @Override
    public boolean hasUnsent() {
        return !writer.isEmpty() || watermark != Event.BEFORE_ALL_TIME;
    }

    @Override
    protected void send(Element element) {
        if (!(element instanceof Event event)) {
            throw new IllegalArgumentException("expected an event, found " + element + ": records go through append");
        }
        if (event instanceof Event.EndOfInput) {
            queue.ending();
        }
        queue.put(EventBytes.write(allocator, event), false);
    }

    /** Appends nothing more. What was flushed is still sent, even to a consumer that is yet to come; the rest is not. */
    public void close() {
        queue.close();
    }

    /** Whether something that was sent is kept for its consumer, who is there or is yet to come. */
    public boolean isAwaited() {
        return !queue.isOver();
    }

    /**
     * Ends the channel where it is, since its producer has failed or was stopped, or its consumer never comes: what was not
     * sent is let go of, and a consumer that is there, or comes all the same, is told.
     */
    public void abandon() {
        queue.fail(new ChannelFailedException("The " + queue.name() + " has ended: its producer is over.", false));
    }
}
