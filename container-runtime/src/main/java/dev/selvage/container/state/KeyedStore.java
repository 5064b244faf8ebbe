package dev.selvage.container.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All keyed state of one operator in one task: a table per key group, and the key whose turn it is. Selecting a key costs
 * nothing but remembering it; its row is looked for once, when the first of its states is asked for.
 */
public final class KeyedStore {
    private static final int NOT_LOOKED_FOR = -2;

    private final KeyTable[] tables;
    private final PageSharing sharing = new PageSharing();
    private final int firstGroup;
    private final int maxParallelism;

    private long hash;
    private @Nullable Object key;
    private KeyTable table;
    private int slot = KeyTable.NONE;

    /**
     * A store for the key groups from {@code firstGroup} to {@code lastGroup}, both included.
     *
     * @param layout what a row holds; complete, since rows are laid out now
     */
    public KeyedStore(RowLayout layout, int firstGroup, int lastGroup, int maxParallelism) {
        this.firstGroup = firstGroup;
        this.maxParallelism = maxParallelism;
        this.tables = new KeyTable[lastGroup - firstGroup + 1];
        for (int i = 0; i < tables.length; i++) {
            tables[i] = new KeyTable(i, layout, sharing);
        }
        this.table = tables[0];
    }

    /** From now on states are those of this key; the key itself is needed only where its hash does not give it back. */
    public void select(long keyHash, @Nullable Object keyItself) {
        hash = keyHash;
        key = keyItself;
        table = tables[(int) (((keyHash >>> Integer.SIZE) * maxParallelism) >>> Integer.SIZE) - firstGroup];
        slot = NOT_LOOKED_FOR;
    }

    /** The hash of the key whose turn it is. */
    public long keyHash() {
        return hash;
    }

    /** The key whose turn it is, where it was given. */
    public @Nullable Object key() {
        return key;
    }

    /** The table that holds the present key's group. */
    KeyTable table() {
        return table;
    }

    /** The slot of the present key, or {@link KeyTable#NONE}. */
    int slot() {
        if (slot == NOT_LOOKED_FOR) {
            slot = table.find(hash, key);
        }
        return slot;
    }

    /** The slot of the present key, with its row made if there is none, for a state that gets a value now. */
    int slotFor(int state) {
        int found = slot();
        if (found == KeyTable.NONE) {
            found = table.insert(hash, key, state);
            slot = found;
        }
        return found;
    }

    /** Forgets the present key's value of a state. */
    void clear(int state) {
        int found = slot();
        if (found != KeyTable.NONE && table.has(found, state)) {
            table.clear(found, state);
            // The row may be gone, and another one in its place.
            slot = NOT_LOOKED_FOR;
        }
    }

    PageSharing sharing() {
        return sharing;
    }

    /** How many keys have state. */
    public long keys() {
        long keys = 0;
        for (KeyTable each : tables) {
            keys += each.size();
        }
        return keys;
    }

    /** What the store holds now, for a snapshot: this is all that a checkpoint costs the task itself. */
    FrozenStore freeze() {
        SnapshotProgress progress = new SnapshotProgress();
        List<FrozenTable> frozen = new ArrayList<>(tables.length);
        for (KeyTable each : tables) {
            frozen.add(each.freeze());
        }
        sharing.add(progress);
        slot = NOT_LOOKED_FOR;
        return new FrozenStore(firstGroup, frozen, progress);
    }

    /** The unchanging content of a store, for the thread that writes it out; it tells the store how far it has come. */
    record FrozenStore(int firstGroup, List<FrozenTable> groups, SnapshotProgress progress) {}
}
