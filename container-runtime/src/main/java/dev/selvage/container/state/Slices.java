package dev.selvage.container.state;

import dev.selvage.container.state.table.FrozenTables;
import dev.selvage.container.state.table.KeyTable;
import dev.selvage.container.state.table.KeyedTables;
import dev.selvage.container.state.table.RowLayout;
import dev.selvage.core.plan.KeyGroupRange;
import java.util.Collection;
import java.util.Collections;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * State by slices of time: each has tables of its own, so that a record finds its row as if there were no time, a slice that
 * is due is read from end to end, and one that is over is dropped as a whole. Only from the task's thread.
 */
public final class Slices {
    private final KeyedStore store;
    private final KeyGroupRange groups;
    private final int maxParallelism;
    private final TreeMap<Long, Slice> byStart = new TreeMap<>();
    private @Nullable Slice latest;
    /** How many rows each table of the last slice came to: the next will most likely need as many. */
    private final int[] expected;

    /** A slice that begins at a time. */
    public static final class Slice {
        private final long start;
        private final KeyedTables tables;
        private boolean read;

        private Slice(long start, KeyedTables tables) {
            this.start = start;
            this.tables = tables;
        }

        /** When it begins. */
        public long start() {
            return start;
        }

        /** Whether it has been read, and nothing has been added since that is to be read. */
        public boolean isRead() {
            return read;
        }

        /** Says whether there is something to be read. */
        public void read(boolean nothingIsLeft) {
            read = nothingIsLeft;
        }
    }

    Slices(KeyedStore store, KeyGroupRange groups, int maxParallelism) {
        this.store = store;
        this.groups = groups;
        this.maxParallelism = maxParallelism;
        this.expected = new int[groups.size()];
    }

    /** From now on states are those of the present key in the slice that begins then; it is made if there is none. */
    public Slice enter(long start) {
        Slice slice = at(start);
        store.enter(slice.tables);
        return slice;
    }

    private Slice at(long start) {
        Slice before = latest;
        if (before != null && before.start == start) {
            return before;
        }
        Slice found = byStart.get(start);
        if (found == null) {
            found = new Slice(start, roomyTables());
            byStart.put(start, found);
        }
        latest = found;
        return found;
    }

    private KeyedTables roomyTables() {
        KeyedTables tables = new KeyedTables(layout(), groups, maxParallelism);
        for (int i = 0; i < expected.length; i++) {
            tables.at(i).reserve(expected[i]);
        }
        return tables;
    }

    private RowLayout layout() {
        return store.layout();
    }

    /** All there are, by their begin. */
    public Collection<Slice> all() {
        return Collections.unmodifiableCollection(byStart.values());
    }

    /** Selects each key that has something in a slice, one after the other. */
    public void forEachKey(Slice slice, Runnable selected) {
        KeyedTables tables = slice.tables;
        store.enter(tables);
        for (int number = 0; number < tables.count(); number++) {
            KeyTable table = tables.at(number);
            for (int slot = 0; slot < table.slots(); slot++) {
                if (table.isTaken(slot)) {
                    store.select(number, slot);
                    selected.run();
                }
            }
        }
    }

    /** Forgets a slice and all that it has. */
    public void drop(Slice slice) {
        for (int i = 0; i < expected.length; i++) {
            expected[i] = slice.tables.at(i).size();
        }
        byStart.remove(slice.start);
        latest = null;
    }

    void freeze(BiConsumer<Long, FrozenTables> each) {
        byStart.forEach((start, slice) -> each.accept(start, slice.tables.freeze()));
    }

    /** The tables of the slice that begins then. */
    KeyedTables tables(long start) {
        return at(start).tables;
    }
}
