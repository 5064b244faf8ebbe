package dev.selvage.container.state.table;

import dev.selvage.core.plan.KeyGroupRange;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What an operator knows about the keys of a task: for each key group an open-addressing table, whose rows lie in small pages.
 *
 * <p>A row is found by the hash of its key, and holds the values of fixed width itself, so that a state of ten million keys
 * is a few thousand arrays to the garbage collector, and one cache line to an access.
 */
public final class KeyTable extends RowPages {
    public static final int NONE = -1;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** At seven rows in ten a search still ends after two or three, most often within the same cache line. */
    private static final long LOAD_PARTS = 10;

    private static final long MOST_LOAD = 7;

    private static final long ANY_BIT = -1;

    /** The golden ratio: neighbouring numbers come to lie far apart. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final int firstGroup;
    private final int maxParallelism;
    private final boolean keepsKeys;
    private final boolean spaced;
    /** A hash that has one of these bits belongs to one key alone. */
    private final long tellsKey;
    /** A hash that has one of these bits belongs to one row alone. */
    private final long tellsRow;
    /** How many rows each group has. */
    private final int[] sizes;

    /** An empty table for the keys of some key groups. */
    public KeyTable(RowLayout layout, KeyGroupRange groups, int maxParallelism) {
        super(layout, groups);
        this.firstGroup = groups.first();
        this.maxParallelism = maxParallelism;
        this.keepsKeys = layout.keepsKeys();
        this.spaced = layout.isSpaced();
        this.tellsKey = keepsKeys ? layout.telling() : ANY_BIT;
        this.tellsRow = spaced ? 0 : tellsKey;
        this.sizes = new int[groups.size()];
    }

    /** The number of the group that a hash belongs to: see KeyGroups. */
    public int groupOf(long hash) {
        return (int) (((hash >>> Integer.SIZE) * maxParallelism) >>> Integer.SIZE) - firstGroup;
    }

    /** How many rows there are. */
    public long size() {
        long rows = 0;
        for (int each : sizes) {
            rows += each;
        }
        return rows;
    }

    /** How many rows a group has. */
    public int size(int group) {
        return sizes[group];
    }

    /**
     * The slot of a key in a space, or {@link #NONE}. The key itself counts only where hashes do not tell keys apart, the
     * space only where there are several.
     */
    public int find(long hash, @Nullable Object key, long space) {
        int group = groupOf(hash);
        int first = firstSlots[group];
        int mask = slotMasks[group];
        int at = (int) homeOf(hash, space) & mask;
        boolean told = (hash & tellsRow) != 0;
        while (true) {
            int slot = first + at;
            byte[] page = page(slot);
            int row = rowOf(slot);
            if ((long) LONG.get(page, row + RowLayout.PRESENT) == 0) {
                return NONE;
            }
            if ((long) LONG.get(page, row) == hash && (told || isSame(slot, hash, key, space))) {
                return slot;
            }
            at = (at + 1) & mask;
        }
    }

    /** Any slot with this hash in this space, or {@link #NONE}. */
    public int findAny(long hash, long space) {
        int group = groupOf(hash);
        int first = firstSlots[group];
        int mask = slotMasks[group];
        int at = (int) homeOf(hash, space) & mask;
        while (true) {
            int slot = first + at;
            byte[] page = page(slot);
            int row = rowOf(slot);
            if ((long) LONG.get(page, row + RowLayout.PRESENT) == 0) {
                return NONE;
            }
            if ((long) LONG.get(page, row) == hash && (long) LONG.get(page, row + RowLayout.SPACE) == space) {
                return slot;
            }
            at = (at + 1) & mask;
        }
    }

    /**
     * The slot of a key that is not there yet, with a first value of one state marked present: a row without any value
     * does not exist.
     */
    public int insert(long hash, @Nullable Object key, long space, int state) {
        int group = groupOf(hash);
        if (sizes[group] * LOAD_PARTS >= (slotMasks[group] + 1) * MOST_LOAD) {
            grow(group);
        }
        int slot = freeSlot(group, homeOf(hash, space));
        byte[] page = writable(slot);
        int row = rowOf(slot);
        LONG.set(page, row, hash);
        LONG.set(page, row + RowLayout.PRESENT, 1L << state);
        if (spaced) {
            LONG.set(page, row + RowLayout.SPACE, space);
        }
        if (keepsKeys) {
            objects(slot)[objectAt(slot, 0)] = key;
        }
        sizes[group]++;
        return slot;
    }

    private int freeSlot(int group, long home) {
        int first = firstSlots[group];
        int mask = slotMasks[group];
        int at = (int) home & mask;
        while (isTaken(first + at)) {
            at = (at + 1) & mask;
        }
        return first + at;
    }

    /** The key of a slot, where the table keeps keys. */
    @Nullable
    public Object key(int slot) {
        return keepsKeys ? objects(slot)[objectAt(slot, 0)] : null;
    }

    /** What stands where this key's row is looked for first; reading it brings the row near, and the key that stands there. */
    public long glance(long hash, long space) {
        int group = groupOf(hash);
        int slot = firstSlots[group] + ((int) homeOf(hash, space) & slotMasks[group]);
        long seen = present(slot);
        return key(slot) instanceof String text ? seen + text.length() : seen;
    }

    /** Where the search for a row begins, in the lower bits. One key's rows must not stand in one line. */
    private long homeOf(long hash, long space) {
        if (!spaced) {
            return hash;
        }
        long mixed = (hash ^ space) * SPREAD;
        return mixed >>> Integer.SIZE;
    }

    private long homeOf(byte[] page, int row) {
        long hash = (long) LONG.get(page, row);
        return spaced ? homeOf(hash, (long) LONG.get(page, row + RowLayout.SPACE)) : hash;
    }

    /** Forgets a state's value, and the row with its last one. */
    public void clear(int slot, int state) {
        byte[] page = writable(slot);
        int at = rowOf(slot) + RowLayout.PRESENT;
        long left = (long) LONG.get(page, at) & ~(1L << state);
        if (left == 0) {
            remove(slot);
            return;
        }
        LONG.set(page, at, left);
        int column = layout().column(state);
        if (column != RowLayout.NO_COLUMN) {
            objects(slot)[objectAt(slot, column)] = null;
        }
    }

    private boolean isSame(int slot, long hash, @Nullable Object key, long space) {
        return (!spaced || (long) LONG.get(page(slot), rowOf(slot) + RowLayout.SPACE) == space)
                && (!keepsKeys || (hash & tellsKey) != 0 || isKey(slot, key));
    }

    private boolean isKey(int slot, @Nullable Object key) {
        Object there = objects(slot)[objectAt(slot, 0)];
        // Most keys are texts: named here, they are compared without looking for the method.
        return key instanceof String text ? text.equals(there) : key != null && key.equals(there);
    }

    /** Takes a row out and moves those behind it that would no longer be found. */
    private void remove(int slot) {
        int group = groupOfSlot(slot);
        int first = firstSlots[group];
        int mask = slotMasks[group];
        int hole = slot - first;
        int next = (hole + 1) & mask;
        while (isTaken(first + next)) {
            int home = (int) homeOf(page(first + next), rowOf(first + next)) & mask;
            boolean reachesOverHole = ((next - home) & mask) >= ((next - hole) & mask);
            if (reachesOverHole) {
                move(first + next, first + hole);
                hole = next;
            }
            next = (next + 1) & mask;
        }
        int left = first + hole;
        Arrays.fill(writable(left), rowOf(left), rowOf(left) + stride, (byte) 0);
        if (columns > 0) {
            int object = objectAt(left, 0);
            Arrays.fill(objects(left), object, object + columns, null);
        }
        sizes[group]--;
        moved();
    }

    private void move(int from, int to) {
        byte[] target = writable(to);
        copyRow(page(from), rowOf(from), objects(from), objectAt(from, 0), target, to);
    }

    /** Makes room for so many rows in a group that has none, which then need not grow step by step. */
    public void reserve(int group, int rows) {
        int slots = slots(group);
        while (rows * LOAD_PARTS >= slots * MOST_LOAD) {
            slots *= 2;
        }
        if (sizes[group] == 0 && slots > slots(group)) {
            allocate(group, slots);
        }
    }

    private void grow(int group) {
        FrozenTable.Pages old = pagesOf(group);
        allocate(group, slots(group) * 2);
        for (int i = 0; i < old.rows().length; i++) {
            byte[] rows = old.rows()[i];
            for (int row = 0, object = 0; row < rows.length; row += stride, object += columns) {
                if ((long) LONG.get(rows, row + RowLayout.PRESENT) != 0) {
                    int slot = freeSlot(group, homeOf(rows, row));
                    copyRow(rows, row, old.objects()[i], object, page(slot), slot);
                }
            }
        }
        left(old);
    }
}
