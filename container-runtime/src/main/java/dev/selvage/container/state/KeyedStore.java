package dev.selvage.container.state;

import dev.selvage.container.codec.key.KeyHash;
import dev.selvage.core.plan.KeyGroupRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All keyed state of one operator in one task: a table per key group, and the key whose turn it is. Selecting a key costs
 * nothing but remembering it; its row is looked for once, when the first of its states is asked for. Only from the task's
 * thread.
 */
public final class KeyedStore {
    private static final int NOT_LOOKED_FOR = -2;
    private static final int NO_KEY = -3;

    private final KeyHash keyHashes;
    private final RowLayout layout;
    private final KeyTable[] tables;
    private final PageSharing sharing = new PageSharing();
    private final int firstGroup;
    private final int maxParallelism;

    private long hash;
    private @Nullable Object key;
    private KeyTable table;
    private int slot = NO_KEY;
    private boolean laidOut;
    private long now;
    /** Only there so that what {@link #touch} reads is not optimized away. */
    @SuppressWarnings("UnusedVariable")
    private long touched;

    /** A store for some key groups. Its states are added to its layout; then {@link #layOut} makes its rows. */
    public KeyedStore(KeyHash keyHashes, KeyGroupRange groups, int maxParallelism) {
        this.keyHashes = keyHashes;
        this.layout = new RowLayout(keyHashes.isExact());
        this.firstGroup = groups.first();
        this.maxParallelism = maxParallelism;
        this.tables = new KeyTable[groups.size()];
        this.table = new KeyTable(0, layout, sharing);
    }

    /** What a row holds: it grows until rows are laid out. */
    RowLayout layout() {
        return layout;
    }

    /** From now on there are rows, and no further states. */
    void layOut() {
        for (int i = 0; i < tables.length; i++) {
            tables[i] = new KeyTable(i, layout, sharing);
        }
        table = tables[0];
        laidOut = true;
    }

    boolean isLaidOut() {
        return laidOut;
    }

    /** From now on states are those of this key; the key itself is needed only where its hash does not give it back. */
    public void select(long keyHash, @Nullable Object keyItself) {
        hash = keyHash;
        key = keyItself;
        table = tableOf(keyHash);
        slot = NOT_LOOKED_FOR;
    }

    /**
     * Brings the rows of some keys near, which are going to be selected next. One after the other each would be waited for;
     * as reads that do not depend on each other they are fetched at the same time.
     */
    public void touch(long[] hashes, int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += tableOf(hashes[i]).homeOf(hashes[i]);
        }
        touched = sum;
    }

    /** The hash of the key whose turn it is. */
    public long keyHash() {
        return hash;
    }

    /** The key whose turn it is. */
    public Object key() {
        Object known = key;
        if (known == null) {
            known = keyHashes.keyOf(hash);
            key = known;
        }
        return known;
    }

    /** What time it is, by which values expire: told now and then, since asking the clock for each record costs more. */
    public void time(long millis) {
        now = millis;
    }

    long now() {
        return now;
    }

    /** The table that holds the present key's group. */
    KeyTable table() {
        return table;
    }

    /** The slot of the present key, or {@link KeyTable#NONE}. */
    int slot() {
        int known = slot;
        return known >= KeyTable.NONE ? known : lookFor();
    }

    private int lookFor() {
        if (slot == NO_KEY) {
            throw new IllegalStateException(
                    "Keyed state was used where there is no key: it belongs to the key of the"
                            + " record or timer that is being handled, and can be used only meanwhile, not in open() or close().");
        }
        slot = table.find(hash, key);
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

    /** The slot of the present key if it has a value of a state; else {@link KeyTable#NONE}. */
    int slotWith(int state) {
        int found = slot();
        return found != KeyTable.NONE && table.has(found, state) ? found : KeyTable.NONE;
    }

    /** Forgets the present key's value of a state. */
    void clear(int state) {
        int found = slotWith(state);
        if (found != KeyTable.NONE) {
            table.clear(found, state);
            // The row may be gone, and another one in its place.
            slot = NOT_LOOKED_FOR;
        }
    }

    private KeyTable tableOf(long keyHash) {
        return tables[(int) (((keyHash >>> Integer.SIZE) * maxParallelism) >>> Integer.SIZE) - firstGroup];
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
        return new FrozenStore(firstGroup, frozen, progress, now);
    }

    /**
     * The unchanging content of a store, for the thread that writes it out; it tells the store how far it has come.
     *
     * @param now what time it was
     */
    record FrozenStore(int firstGroup, List<FrozenTable> groups, SnapshotProgress progress, long now) {}
}
