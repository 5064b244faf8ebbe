package dev.selvage.container.state;

import dev.selvage.container.state.table.FrozenTable;
import dev.selvage.container.state.table.KeyTable;
import dev.selvage.core.plan.KeyGroupRange;
import java.util.Collection;
import java.util.Collections;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * State by slices of time: each has a table of its own, so that a record finds its row as if there were no time, a slice that
 * is due is read from end to end, and one that is over is dropped as a whole. Only from the task's thread.
 */
public final class Slices {
    private final KeyedStore store;
    private final KeyGroupRange groups;
    private final int maxParallelism;
    private final TreeMap<Long, Slice> byStart = new TreeMap<>();
    private @Nullable Slice latest;
    /** How many rows each key group of the last slice came to: the next will most likely need as many. */
    private final int[] expected;

    /** A slice that begins at a time. */
    public static final class Slice {
        private final long start;
        private final KeyTable table;
        private final boolean late;
        private boolean read;

        private Slice(long start, KeyTable table, boolean late) {
            this.start = start;
            this.table = table;
            this.late = late;
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
        Slice slice = at(start, false);
        store.enter(slice.table);
        return slice;
    }

    /** The same for a record that comes when the slice's time has passed: few will, so that if it is made for them it begins small. */
    public Slice enterLate(long start) {
        Slice slice = at(start, true);
        store.enter(slice.table);
        return slice;
    }

    private Slice at(long start, boolean late) {
        Slice before = latest;
        if (before != null && before.start == start) {
            return before;
        }
        Slice found = byStart.get(start);
        if (found == null) {
            KeyTable table = new KeyTable(store.layout(), groups, maxParallelism);
            if (!late) {
                reserve(table);
            }
            found = new Slice(start, table, late);
            byStart.put(start, found);
        }
        latest = found;
        return found;
    }

    private void reserve(KeyTable table) {
        for (int i = 0; i < expected.length; i++) {
            table.reserve(i, expected[i]);
        }
    }

    /** All there are, by their begin. */
    public Collection<Slice> all() {
        return Collections.unmodifiableCollection(byStart.values());
    }

    /** How many rows there are in all of them. */
    public long rows() {
        long rows = 0;
        for (Slice slice : byStart.values()) {
            rows += slice.table.size();
        }
        return rows;
    }

    /** Selects each key that has something in a slice, one after the other. */
    public void forEachKey(Slice slice, Runnable selected) {
        KeyTable table = slice.table;
        store.enter(table);
        for (int group = 0; group < table.groupCount(); group++) {
            int first = table.firstSlot(group);
            for (int slot = first; slot < first + table.slots(group); slot++) {
                if (table.isTaken(slot)) {
                    store.selectRow(slot);
                    selected.run();
                }
            }
        }
    }

    /** Forgets a slice and all that it has. */
    public void drop(Slice slice) {
        // What came late says nothing of how many come in time.
        if (!slice.late) {
            for (int i = 0; i < expected.length; i++) {
                expected[i] = slice.table.size(i);
            }
        }
        byStart.remove(slice.start);
        latest = null;
    }

    void freeze(BiConsumer<Long, FrozenTable> each) {
        byStart.forEach((start, slice) -> each.accept(start, slice.table.freeze()));
    }

    /** The table of the slice that begins then. */
    KeyTable table(long start) {
        return at(start, false).table;
    }
}
