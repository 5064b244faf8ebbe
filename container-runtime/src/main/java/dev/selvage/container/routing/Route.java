package dev.selvage.container.routing;

import dev.selvage.container.exchange.Event;
import dev.selvage.container.exchange.OutputChannel;
import dev.selvage.container.operator.Downstream;
import java.util.List;

/** A way out of a task: the channels of one edge, of which each kind of route chooses one or several for a record. */
public abstract class Route extends Downstream {
    protected final OutputChannel[] channels;

    Route(List<OutputChannel> channels) {
        this.channels = channels.toArray(OutputChannel[]::new);
    }

    @Override
    public final void watermark(long millis) {
        for (OutputChannel channel : channels) {
            channel.watermark(millis);
        }
    }

    @Override
    public final void idle() {
        event(new Event.Idle());
    }

    /** Sends an event through every channel, behind all records. */
    public final void event(Event event) {
        for (OutputChannel channel : channels) {
            channel.event(event);
        }
    }

    /** Whether the task may take more input as far as this route is concerned: no channel is full. */
    public boolean hasRoom() {
        for (OutputChannel channel : channels) {
            if (!channel.hasRoom()) {
                return false;
            }
        }
        return true;
    }

    /** Sends what consumers wait for; those that still have work get full batches. */
    public final void flushDrained() {
        for (OutputChannel channel : channels) {
            if (channel.hasUnsent() && channel.isDrained()) {
                channel.flush();
            }
        }
    }

    /** Sends whatever there is room for: the task has nothing to add for now. */
    public final void flushBeforeSleep() {
        for (OutputChannel channel : channels) {
            if (channel.hasUnsent() && channel.hasRoom()) {
                channel.flush();
            }
        }
    }
}
