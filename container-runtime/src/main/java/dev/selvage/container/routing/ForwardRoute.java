package dev.selvage.container.routing;

import dev.selvage.container.exchange.OutputChannel;
import java.util.List;

/** A template: one channel takes everything. */
final class ForwardRoute extends Route {
    private final OutputChannel only;

    ForwardRoute(List<OutputChannel> channels) {
        super(channels);
        this.only = channels.get(0);
    }

    @Override
    public void process(Object value, long timestamp) {
        only.append(value, timestamp, 0);
    }
}
