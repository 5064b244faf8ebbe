package dev.selvage.container.network;

import dev.selvage.container.exchange.InputChannel;
import dev.selvage.container.exchange.LocalChannel;
import dev.selvage.container.exchange.OutputChannel;
import dev.selvage.container.exchange.Wakeup;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Where two tasks of one process find the channel between them. Each of them comes once: the first makes the channel, the
 * second takes it away. Any thread.
 */
public final class LocalChannels {
    private final ConcurrentHashMap<ChannelName, LocalChannel> waiting = new ConcurrentHashMap<>();

    /** The producer's end of a channel. */
    public OutputChannel output(ChannelName name, LocalChannel.Shape shape, Wakeup producer) {
        return meet(name, shape).output(producer);
    }

    /** The consumer's end of a channel. */
    public InputChannel input(ChannelName name, LocalChannel.Shape shape, Wakeup consumer) {
        return meet(name, shape).input(consumer);
    }

    /** Whether one end of a channel has come and the other is yet to. */
    public boolean isWaiting(ChannelName name) {
        return waiting.containsKey(name);
    }

    /** One of its ends has failed or was stopped, or the other never comes: nothing need be kept for it. */
    public void forget(ChannelName name) {
        waiting.remove(name);
    }

    private LocalChannel meet(ChannelName name, LocalChannel.Shape shape) {
        AtomicReference<LocalChannel> met = new AtomicReference<>();
        waiting.compute(name, (key, other) -> {
            LocalChannel channel = other == null ? new LocalChannel(shape) : other;
            met.setPlain(channel);
            return other == null ? channel : null;
        });
        return met.getPlain();
    }
}
