package dev.selvage.container.routing;

import dev.selvage.container.exchange.OutputChannel;
import java.util.List;

/** A template: every channel takes everything. */
final class BroadcastRoute extends Route {
    BroadcastRoute(List<OutputChannel> channels) {
        super(channels);
    }

    @Override
    public void process(Object value, long timestamp) {
        for (OutputChannel channel : channels) {
            channel.append(value, timestamp, 0);
        }
    }
}
