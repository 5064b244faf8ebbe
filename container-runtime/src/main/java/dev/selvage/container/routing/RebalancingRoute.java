package dev.selvage.container.routing;

import dev.selvage.container.exchange.OutputChannel;
import java.util.List;

/** A template: channels take turns. A turn is a run of records, so that batches fill up. */
final class RebalancingRoute extends Route {
    private static final int RUN = 64;

    private int channel;
    private int left = RUN;

    RebalancingRoute(List<OutputChannel> channels, int first) {
        super(channels);
        this.channel = first % channels.size();
    }

    @Override
    public void process(Object value, long timestamp) {
        if (left == 0) {
            left = RUN;
            channel = channel + 1 < channels.length ? channel + 1 : 0;
        }
        left--;
        channels[channel].append(value, timestamp, 0);
    }
}
