package dev.selvage.container.routing;

import dev.selvage.container.exchange.OutputChannel;
import java.util.List;

/** Work goes to whoever has room for it, one piece at a time, so that the fast do more than the slow. */
final class OnDemandRoute extends Route {
    private int last;

    OnDemandRoute(List<OutputChannel> channels) {
        super(channels);
    }

    @Override
    public void process(Object value, long timestamp) {
        OutputChannel channel = channels[withRoom()];
        channel.append(value, timestamp, 0);
        // A piece of work must not wait for others to fill a batch with.
        channel.flush();
    }

    @Override
    public boolean hasRoom() {
        // Every channel is asked, so that each of those without room wakes the task when it has some.
        boolean any = false;
        for (OutputChannel channel : channels) {
            any |= channel.hasRoom();
        }
        return any;
    }

    /** The next one in turn that has room; if none has, which happens within a slice of records only, the next one. */
    private int withRoom() {
        int next = (last + 1) % channels.length;
        for (int i = 0; i < channels.length; i++) {
            int candidate = (next + i) % channels.length;
            if (channels[candidate].hasRoom()) {
                last = candidate;
                return candidate;
            }
        }
        last = next;
        return next;
    }
}
