package dev.selvage.container.state;

import dev.selvage.api.state.ValueState;
import dev.selvage.container.codec.Codec;
import dev.selvage.container.codec.compound.Constants;
import dev.selvage.container.state.table.KeyTable;
import java.lang.invoke.MethodHandles;

/** Template: one value per key, an object beside the key's row, which is copied before a snapshot could see it change. */
final class ObjectValueTemplate implements ValueState<Object> {
    @SuppressWarnings("unchecked") // Whoever makes a copy hands in a codec.
    private static final Codec<Object> CODEC = Constants.at(MethodHandles.lookup(), 0, Codec.class);

    private static final boolean NEVER_CHANGES = CODEC.immutable();

    private static final Expiry EXPIRY = Constants.at(MethodHandles.lookup(), 1, Expiry.class);

    private final KeyedStore store;
    private final int state;
    private final int age;
    private final int column;
    private final int stamp;

    ObjectValueTemplate(KeyedStore store, int state, int stamp) {
        this.store = store;
        this.state = state;
        this.age = store.layout().offset(state);
        this.column = store.layout().column(state);
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
        Object value = table.objects(slot)[table.objectAt(slot, column)];
        if (NEVER_CHANGES || !table.isShared(slot, age)) {
            return value;
        }
        // Nobody knows what the function will do to it.
        Object own = CODEC.copy(value);
        table.writable(slot);
        table.setObject(slot, column, age, own);
        return own;
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
        table.setObject(slot, column, age, value);
        EXPIRY.begin(store, page, row + stamp);
    }

    @Override
    public void clear() {
        store.clear(state);
    }
}
