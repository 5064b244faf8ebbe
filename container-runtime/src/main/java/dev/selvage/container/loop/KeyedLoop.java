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
    private static final Object[] NO_KEYS = {};

    private final Receiver receiver;
    private final KeyedStore store;
    /** Null where the hash tells the key: then nobody needs the key itself until user code asks for it. */
    private final @Nullable KeySelector<Object, Object> keys;
    /** What the next record's key came to, if it could not be told. */
    private @Nullable RuntimeException failed;

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
                int end = Math.min(to, i + KeyedStore.AHEAD);
                if (keys != null) {
                    end = selectKeys(keys, values, keysOfBatch, i, end);
                }
                store.lookAhead(hashes, keysOfBatch, i, end);
                for (; i < end; i++) {
                    store.selectAhead(hashes[i], keysOfBatch, i);
                    receiver.process(values[i], timestamps == null ? Batch.NO_TIMESTAMP : timestamps[i]);
                }
                if (failed != null) {
                    throw failed;
                }
            }
        } finally {
            count += i - from;
        }
    }

    /**
     * Selects the keys of some records, up to one whose key cannot be told, and says where that is: the records before it are
     * run first, and then it fails.
     */
    private int selectKeys(
            KeySelector<Object, Object> selector, Object[] values, @Nullable Object[] selected, int from, int to) {
        for (int i = from; i < to; i++) {
            try {
                selected[i] = selector.getKey(values[i]);
            } catch (Throwable thrown) {
                failed = KeyFailures.of(selector, values[i], thrown);
                return i;
            }
        }
        return to;
    }
}
