package dev.selvage.container.routing;

import dev.selvage.api.function.KeySelector;
import dev.selvage.api.function.Partitioner;
import dev.selvage.container.exchange.OutputChannel;
import dev.selvage.container.operator.OperatorFailure;
import java.util.List;

/** A template: the user's partitioner chooses. */
final class CustomRoute extends Route {
    private final Partitioner<Object> partitioner;
    private final KeySelector<Object, Object> keys;

    CustomRoute(List<OutputChannel> channels, Partitioner<Object> partitioner, KeySelector<Object, Object> keys) {
        super(channels);
        this.partitioner = partitioner;
        this.keys = keys;
    }

    @Override
    public void process(Object value, long timestamp) {
        channels[choose(value)].append(value, timestamp, 0);
    }

    private int choose(Object value) {
        int chosen;
        try {
            chosen = partitioner.partition(keys.getKey(value), channels.length);
        } catch (Throwable thrown) {
            throw OperatorFailure.of("partitioner", thrown);
        }
        if (chosen < 0 || chosen >= channels.length) {
            throw OperatorFailure.of(
                    "partitioner",
                    new IndexOutOfBoundsException("wanted a number from 0 to " + (channels.length - 1)
                            + ", but the partitioner chose " + chosen));
        }
        return chosen;
    }
}
