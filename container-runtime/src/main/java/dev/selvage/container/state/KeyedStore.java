package dev.selvage.container.state;

import dev.selvage.container.codec.key.KeyHash;
import dev.selvage.container.state.table.KeyTable;
import dev.selvage.container.state.table.RowLayout;
import dev.selvage.core.plan.KeyGroupRange;
import org.jspecify.annotations.Nullable;

/**
 * All keyed state of one operator in one task: a table, and the key whose turn it is. Keys that come together are looked for
 * together. The row of a key is found when its turn begins, so that to read or change one of its states is little code, which
 * is inlined into user code. Only from the task's thread.
 *
 * <p>What is remembered for each record are numbers, never references: the garbage collector (G1) fences each reference that
 * is written into an object older than what it refers to, and behind a fence no row is fetched ahead. Keys therefore stay in
 * the array of their batch.
 */
public final class KeyedStore {
    /** How many keys are looked ahead for: as many rows as the machine may wait for at once, and few enough to stay near. */
    public static final int AHEAD = 32;

    private static final int NO_KEY = -2;

    private final KeyHash keyHashes;
    private final KeyGroupRange groups;
    private final int maxParallelism;
    private final RowLayout layout;
    private KeyTable table;

    private long hash;
    private long space;
    private int slot = NO_KEY;
    /** Where the key itself stands. */
    private @Nullable Object[] keys;

    private int at;
    /** For a key that comes alone. */
    private final @Nullable Object[] single = new @Nullable Object[1];

    /** The slots of the keys that were looked ahead for, in the order in which they come. */
    private final int[] slotsAhead = new int[AHEAD];
    /** The index of the first of these keys. */
    private int firstAhead;
    /** The table in which they were found, and its moves by then. */
    private @Nullable KeyTable tableAhead;

    private int movesAhead;

    private boolean laidOut;
    private long now;
    /** Only there so that what {@link #touch} reads is not optimized away. */
    @SuppressWarnings("UnusedVariable")
    private long touched;

    /**
     * A store for some key groups. Its states are added to its layout; then {@link #layOut} makes its rows.
     *
     * @param spaced whether each key has values in several spaces, such as windows
     */
    KeyedStore(KeyHash keyHashes, boolean spaced, KeyGroupRange groups, int maxParallelism) {
        this.keyHashes = keyHashes;
        this.groups = groups;
        this.maxParallelism = maxParallelism;
        this.layout = new RowLayout(keyHashes.isExact(), spaced, keyHashes.telling());
        this.table = new KeyTable(layout, new KeyGroupRange(0, 0), 1);
        this.keys = single;
    }

    /** What a row holds: it grows until rows are laid out. */
    RowLayout layout() {
        return layout;
    }

    /** From now on there are rows, and no further states. */
    void layOut() {
        table = new KeyTable(layout, groups, maxParallelism);
        laidOut = true;
    }

    boolean isLaidOut() {
        return laidOut;
    }

    /** From now on states are those of this key; the key itself is needed only where its hash does not give it back. */
    public void select(long keyHash, @Nullable Object keyItself) {
        single[0] = keyItself;
        select(keyHash, single, 0);
    }

    /** From now on states are those of this key, which stands among others; those are needed only where hashes do not give keys back. */
    public void select(long keyHash, @Nullable Object[] among, int index) {
        hash = keyHash;
        if (keys != among) {
            keys = among;
        }
        at = index;
        space = 0;
        slot = find();
    }

    /**
     * Looks for the rows of up to {@link #AHEAD} keys, which are going to be selected next. One after the other each row would
     * be waited for; as searches that do not depend on each other they are fetched at the same time.
     */
    public void lookAhead(long[] hashes, @Nullable Object[] among, int from, int to) {
        KeyTable in = table;
        boolean keepsKeys = layout.keepsKeys();
        for (int i = from; i < to; i++) {
            slotsAhead[i - from] = in.find(hashes[i], keepsKeys ? among[i] : null, 0);
        }
        firstAhead = from;
        if (tableAhead != in) {
            tableAhead = in;
        }
        movesAhead = in.moves();
    }

    /** Selects a key that was looked ahead for. */
    public void selectAhead(long keyHash, @Nullable Object[] among, int index) {
        hash = keyHash;
        if (keys != among) {
            keys = among;
        }
        at = index;
        space = 0;
        int found = slotsAhead[index - firstAhead];
        // A key that was not there may have come with the record before.
        boolean stands = found != KeyTable.NONE && tableAhead == table && movesAhead == table.moves();
        slot = stands ? found : find();
    }

    /** From now on states are those of the same key in a slice that has this table. */
    void enter(KeyTable ofSlice) {
        if (table != ofSlice) {
            table = ofSlice;
            if (slot != NO_KEY) {
                slot = find();
            }
        }
    }

    /** From now on states are those of the key whose row stands here. */
    void selectRow(int row) {
        hash = table.hash(row);
        space = 0;
        if (layout.keepsKeys()) {
            keys = table.objects(row);
            at = table.objectAt(row, 0);
        }
        slot = row;
    }

    /** From now on states are those of the same key in another space. */
    public void select(long inSpace) {
        if (space != inSpace) {
            space = inSpace;
            slot = find();
        }
    }

    /**
     * Brings the rows of some keys near, which are going to be selected next. One after the other each would be waited for;
     * as reads that do not depend on each other they are fetched at the same time.
     */
    void touch(long[] hashes, int from, int to) {
        // Where keys have spaces, the next ones are most often wanted in the same one as the last.
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += table.glance(hashes[i], space);
        }
        touched = sum;
    }

    /** The hash of the key whose turn it is. */
    public long keyHash() {
        return hash;
    }

    /** The key whose turn it is. */
    public Object key() {
        Object kept = keptKey();
        return kept != null ? kept : keyHashes.keyOf(hash);
    }

    /** The key whose turn it is, if its hash does not give it back. */
    @Nullable
    Object keptKey() {
        return layout.keepsKeys() ? keys[at] : null;
    }

    /** From now on it is this time. */
    void time(long millis) {
        now = millis;
        // Rows may be swept out, and others take their place.
        slot = NO_KEY;
    }

    /** The time that was told last. */
    public long now() {
        return now;
    }

    /** The table that holds the present key's row. */
    KeyTable table() {
        return table;
    }

    private int find() {
        return table.find(hash, keptKey(), space);
    }

    /** The slot of the present key, with its row made if there is none, for a state that gets a value now. */
    int slotFor(int state) {
        int found = slot;
        return found >= 0 ? found : insert(state);
    }

    private int insert(int state) {
        requireKey();
        slot = table.insert(hash, keptKey(), space, state);
        return slot;
    }

    /** The slot of the present key if it has a value of a state; else {@link KeyTable#NONE}. */
    int slotWith(int state) {
        int found = slot;
        if (found < 0) {
            requireKey();
            return KeyTable.NONE;
        }
        return KeyTable.isPresent(table.page(found), table.rowOf(found), state) ? found : KeyTable.NONE;
    }

    private void requireKey() {
        if (slot == NO_KEY) {
            throw new IllegalStateException(
                    "Keyed state was used where there is no key: it belongs to the key of the"
                            + " record or timer that is being handled, and can be used only meanwhile, not in open() or close().");
        }
    }

    /** Forgets the present key's value of a state. */
    void clear(int state) {
        int found = slotWith(state);
        if (found != KeyTable.NONE) {
            table.clear(found, state);
            // The row may be gone, and another one in its place.
            slot = find();
        }
    }

    /** How many rows there are: keys that have state, in each space. */
    public long rows() {
        return table.size();
    }
}
