package dev.selvage.container.routing;

import dev.selvage.api.function.KeySelector;
import dev.selvage.container.codec.key.KeyHash;
import dev.selvage.container.exchange.OutputChannel;
import dev.selvage.container.operator.KeyFailures;
import dev.selvage.core.plan.KeyGroups;
import java.util.List;

/** A template: a record goes where the state of its key is. Its hash is computed here, once, and travels along. */
final class KeyedRoute extends Route {
    private final KeySelector<Object, Object> keys;
    private final KeyHash keyHash;
    private final int maxParallelism;
    /** The channel of each key group. */
    private final OutputChannel[] channelOf;

    KeyedRoute(List<OutputChannel> channels, KeySelector<Object, Object> keys, KeyHash keyHash, int maxParallelism) {
        super(channels);
        this.keys = keys;
        this.keyHash = keyHash;
        this.maxParallelism = maxParallelism;
        this.channelOf = new OutputChannel[maxParallelism];
        for (int group = 0; group < channelOf.length; group++) {
            channelOf[group] = channels.get(KeyGroups.subtaskOf(group, channels.size(), maxParallelism));
        }
    }

    @Override
    public void process(Object value, long timestamp) {
        long hash;
        try {
            hash = keyHash.hash(keys.getKey(value));
        } catch (Throwable thrown) {
            throw KeyFailures.of(keys, value, thrown);
        }
        channelOf[KeyGroups.of(hash, maxParallelism)].append(value, timestamp, hash);
    }
}
