package dev.selvage.container.exchange;

/**
 * The producer's end of a channel: only the producing task calls it. Appending never blocks and never fails for want of
 * room; a task asks {@link #hasRoom} before it takes more input, and what one record brings forth beyond that is kept.
 */
public abstract class OutputChannel {
    /** The watermark that has not been sent yet; it leaves with the next batch. */
    protected long watermark = Event.BEFORE_ALL_TIME;

    /** Adds a record; its hash and timestamp count only where the channel carries them. */
    public abstract void append(Object value, long timestamp, long hash);

    /** Sends what was appended, with the watermark behind it, without waiting for more. */
    public abstract void flush();

    /** Whether there is room, so that the task may take more input. */
    public abstract boolean hasRoom();

    /**
     * Whether the consumer has taken all that was sent: then it may be idle, and what has been appended should leave now,
     * however little it is. A consumer that still has work loses nothing when a batch fills up first.
     */
    public abstract boolean isDrained();

    /** Whether something was appended that has not been sent. */
    public abstract boolean hasUnsent();

    /** Sends an element behind all that was appended. */
    protected abstract void send(Element element);

    /** Tells the consumer that event time has come so far, behind all that was appended; it travels with the batch. */
    public final void watermark(long millis) {
        watermark = millis;
    }

    /** Sends an event behind all that was appended. */
    public final void event(Event event) {
        flush();
        send(event);
    }

    /** The watermark that has to go with what leaves now; sent once. */
    protected final long takeWatermark() {
        long taken = watermark;
        watermark = Event.BEFORE_ALL_TIME;
        return taken;
    }
}
