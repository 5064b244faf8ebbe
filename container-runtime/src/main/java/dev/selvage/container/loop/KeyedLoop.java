package dev.selvage.container.loop;

import dev.selvage.api.function.KeySelector;
import dev.selvage.container.exchange.Batch;
import dev.selvage.container.operator.KeyFailures;
import dev.selvage.container.operator.Receiver;
import dev.selvage.container.state.KeyedStore;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A template: selects each record's key, by the hash that its sender computed, and runs it through a chain. */
final class KeyedLoop extends BatchLoop {
    /** Rows that are fetched together: as many as the machine may wait for at once, and few enough to stay near. */
    private static final int BLOCK = 32;

    private static final Object[] NO_KEYS = {};

    private final Receiver receiver;
    private final KeyedStore store;
    /** Null where the hash tells the key: then nobody needs the key itself until user code asks for it. */
    private final @Nullable KeySelector<Object, Object> keys;

    KeyedLoop(Receiver receiver, KeyedStore store, @Nullable KeySelector<Object, Object> keys) {
        this.receiver = receiver;
        this.store = store;
        this.keys = keys;
    }

    @Override
    public void run(Batch batch, int from, int to) {
        Object[] values = batch.values;
        long[] hashes = Objects.requireNonNull(batch.hashes);
        long[] timestamps = batch.timestamps;
        @Nullable Object[] keysOfBatch = keys == null ? NO_KEYS : new @Nullable Object[to];
        int i = from;
        try {
            while (i < to) {
                int end = Math.min(to, i + BLOCK);
                store.touch(hashes, i, end);
                for (; i < end; i++) {
                    Object value = values[i];
                    if (keys != null) {
                        keysOfBatch[i] = keyOf(keys, value);
                    }
                    store.select(hashes[i], keysOfBatch, i);
                    receiver.process(value, timestamps == null ? Batch.NO_TIMESTAMP : timestamps[i]);
                }
            }
        } finally {
            count += i - from;
        }
    }

    private static Object keyOf(KeySelector<Object, Object> selector, Object value) {
        try {
            return selector.getKey(value);
        } catch (Throwable thrown) {
            throw KeyFailures.of(selector, value, thrown);
        }
    }
}
