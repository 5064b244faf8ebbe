package dev.selvage.container.state;

import dev.selvage.api.state.ValueState;
import dev.selvage.container.codec.FlatCodec;
import dev.selvage.container.codec.compound.Constants;
import dev.selvage.container.state.table.KeyTable;
import java.lang.invoke.MethodHandles;

/** Template: one value per key, which lies in the key's row. */
final class FlatValueTemplate implements ValueState<Object> {
    @SuppressWarnings("unchecked") // Whoever makes a copy hands in a flat codec.
    private static final FlatCodec<Object> CODEC = Constants.at(MethodHandles.lookup(), 0, FlatCodec.class);

    private static final Expiry EXPIRY = Constants.at(MethodHandles.lookup(), 1, Expiry.class);

    private final KeyedStore store;
    private final int state;
    private final int offset;
    private final int stamp;

    FlatValueTemplate(KeyedStore store, int state, int stamp) {
        this.store = store;
        this.state = state;
        this.offset = store.layout().offset(state);
        this.stamp = stamp;
    }

    @Override
    @SuppressWarnings("NullAway") // The API says null for no value.
    public Object value() {
        int slot = store.slotWith(state);
        if (slot == KeyTable.NONE || EXPIRY.hasEnded(store, slot, state, stamp)) {
            return null;
        }
        KeyTable table = store.table();
        return CODEC.get(table.page(slot), table.rowOf(slot) + offset);
    }

    @Override
    public void update(Object value) {
        if (value == null) {
            store.clear(state);
            return;
        }
        int slot = store.slotFor(state);
        KeyTable table = store.table();
        byte[] page = table.writable(slot);
        int row = table.rowOf(slot);
        KeyTable.markPresent(page, row, state);
        CODEC.put(value, page, row + offset);
        EXPIRY.begin(store, page, row + stamp);
    }

    @Override
    public void clear() {
        store.clear(state);
    }
}
