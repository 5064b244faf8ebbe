package dev.selvage.container.state.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What an operator knows about the keys of one key group: an open-addressing table whose rows lie in small pages.
 *
 * <p>A row is found by the hash of its key, and holds the values of fixed width itself, so that a state of ten million keys
 * is a few thousand arrays to the garbage collector, and one cache line to an access. A snapshot takes the references of
 * the pages and leaves; from then on a page that is still being written out is replaced by a copy before its first change.
 */
public final class KeyTable {
    public static final int NONE = -1;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** Copying a page takes a microsecond or two: short enough to happen within a record. */
    private static final int PAGE_BYTES = 8 * 1024;

    /** Few, since a job may have many slices of time with a table for each key group. */
    private static final int LEAST_ROWS = 4;

    /** At seven rows in ten a search still ends after two or three, most often within the same cache line. */
    private static final long LOAD_PARTS = 10;

    private static final long MOST_LOAD = 7;

    /** The golden ratio: neighbouring numbers come to lie far apart. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final int number;
    private final RowLayout layout;
    private final PageSharing sharing;
    private final int stride;
    private final int columns;
    private final boolean keepsKeys;
    private final boolean spaced;
    /** Whether equal hashes mean the same row. */
    private final boolean hashTellsAll;

    private final int pageShift;
    private final int rowMask;

    private byte[][] pages;
    private @Nullable Object[][] objects;
    /** Pages that no snapshot refers to, or whose snapshot has passed them. */
    private boolean[] owned;

    private int slotMask;
    private int size;

    /** An empty table; its number tells it from others that are frozen together with it. */
    KeyTable(int number, RowLayout layout, PageSharing sharing) {
        this.number = number;
        this.layout = layout;
        this.sharing = sharing;
        this.stride = layout.stride();
        this.columns = layout.objectColumns();
        this.keepsKeys = layout.keepsKeys();
        this.spaced = layout.isSpaced();
        this.hashTellsAll = !keepsKeys && !spaced;
        int rowsPerPage = Math.max(LEAST_ROWS, Integer.highestOneBit(PAGE_BYTES / stride));
        this.pageShift = Integer.numberOfTrailingZeros(rowsPerPage);
        this.rowMask = rowsPerPage - 1;
        allocate(LEAST_ROWS);
    }

    public RowLayout layout() {
        return layout;
    }

    /** How many rows there are. */
    public int size() {
        return size;
    }

    /** How many there is room for: rows stand at slots below. */
    public int slots() {
        return slotMask + 1;
    }

    /**
     * The slot of a key in a space, or {@link #NONE}. The key itself counts only where hashes do not tell keys apart, the
     * space only where there are several.
     */
    public int find(long hash, @Nullable Object key, long space) {
        int slot = (int) homeOf(hash, space) & slotMask;
        while (true) {
            byte[] page = pages[slot >>> pageShift];
            int row = (slot & rowMask) * stride;
            if ((long) LONG.get(page, row + RowLayout.PRESENT) == 0) {
                return NONE;
            }
            if ((long) LONG.get(page, row) == hash && (hashTellsAll || isSame(slot, key, space))) {
                return slot;
            }
            slot = (slot + 1) & slotMask;
        }
    }

    /** Any slot with this hash in this space, or {@link #NONE}. */
    public int findAny(long hash, long space) {
        int slot = (int) homeOf(hash, space) & slotMask;
        while (true) {
            byte[] page = pages[slot >>> pageShift];
            int row = (slot & rowMask) * stride;
            if ((long) LONG.get(page, row + RowLayout.PRESENT) == 0) {
                return NONE;
            }
            if ((long) LONG.get(page, row) == hash && (long) LONG.get(page, row + RowLayout.SPACE) == space) {
                return slot;
            }
            slot = (slot + 1) & slotMask;
        }
    }

    /**
     * The slot of a key that is not there yet, with a first value of one state marked present: a row without any value
     * does not exist.
     */
    public int insert(long hash, @Nullable Object key, long space, int state) {
        if (size * LOAD_PARTS >= (slotMask + 1) * MOST_LOAD) {
            grow();
        }
        int slot = freeSlot(homeOf(hash, space));
        byte[] page = writable(slot);
        int row = rowOf(slot);
        LONG.set(page, row, hash);
        LONG.set(page, row + RowLayout.PRESENT, 1L << state);
        if (spaced) {
            LONG.set(page, row + RowLayout.SPACE, space);
        }
        if (keepsKeys) {
            objects[slot >>> pageShift][(slot & rowMask) * columns] = key;
        }
        size++;
        return slot;
    }

    private int freeSlot(long home) {
        int slot = (int) home & slotMask;
        while (present(slot) != 0) {
            slot = (slot + 1) & slotMask;
        }
        return slot;
    }

    /** Whether a row stands at a slot. */
    public boolean isTaken(int slot) {
        return present(slot) != 0;
    }

    /** The hash of the key whose row stands at a slot. */
    public long hash(int slot) {
        return (long) LONG.get(page(slot), rowOf(slot) + RowLayout.HASH);
    }

    /** The key of a slot, where the table keeps keys. */
    @Nullable
    public Object key(int slot) {
        return keepsKeys ? objects(slot)[objectAt(slot, 0)] : null;
    }

    /** What stands where this key's row is looked for first; reading it brings the row near, and the key that stands there. */
    public long glance(long hash, long space) {
        int slot = (int) homeOf(hash, space) & slotMask;
        long seen = present(slot);
        return keepsKeys && objects[slot >>> pageShift][(slot & rowMask) * columns] instanceof String text
                ? seen + text.length()
                : seen;
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

    /** Whether a state has a value at this slot. */
    public boolean has(int slot, int state) {
        return (present(slot) >>> state & 1) != 0;
    }

    /** Marks a state's value as there, in a row of a {@link #writable} page. */
    public static void markPresent(byte[] page, int row, int state) {
        int at = row + RowLayout.PRESENT;
        LONG.set(page, at, (long) LONG.get(page, at) | 1L << state);
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
        int column = layout.column(state);
        if (column != RowLayout.NO_COLUMN) {
            objects(slot)[objectAt(slot, column)] = null;
        }
    }

    /** The page that holds a slot's row, for reading. */
    public byte[] page(int slot) {
        return pages[slot >>> pageShift];
    }

    /** The page that holds a slot's row, for writing: a snapshot that still needs its old content keeps it. */
    public byte[] writable(int slot) {
        int page = slot >>> pageShift;
        if (!owned[page]) {
            own(page);
        }
        return pages[page];
    }

    /** Where a slot's row begins in its page. */
    public int rowOf(int slot) {
        return (slot & rowMask) * stride;
    }

    /** The objects beside a page's rows, for reading. */
    @Nullable
    public Object[] objects(int slot) {
        return objects[slot >>> pageShift];
    }

    /** Where a slot's entry of a column lies among its page's objects. */
    public int objectAt(int slot, int column) {
        return (slot & rowMask) * columns + column;
    }

    /** Whether a snapshot may be reading an object, whose part of the row begins at {@code offset}: then it must not change. */
    public boolean isShared(int slot, int offset) {
        long own = (long) LONG.get(page(slot), rowOf(slot) + offset);
        return own < sharing.latest() && sharing.isNeeded(number);
    }

    /** Puts an object in, which is the task's own; for {@link #writable} pages. */
    public void setObject(int slot, int column, int offset, Object value) {
        LONG.set(page(slot), rowOf(slot) + offset, sharing.latest());
        objects(slot)[objectAt(slot, column)] = value;
    }

    /** What the table holds now, unchanging: it costs a reference per page. */
    FrozenTable freeze() {
        Arrays.fill(owned, false);
        return new FrozenTable(layout, pages.clone(), objects.clone(), size);
    }

    /** The table as it is; to be looked at before it changes. */
    FrozenTable glance() {
        return new FrozenTable(layout, pages, objects, size);
    }

    private boolean isSame(int slot, @Nullable Object key, long space) {
        return (!spaced || (long) LONG.get(page(slot), rowOf(slot) + RowLayout.SPACE) == space)
                && (!keepsKeys || isKey(slot, key));
    }

    private boolean isKey(int slot, @Nullable Object key) {
        Object there = objects[slot >>> pageShift][(slot & rowMask) * columns];
        // Most keys are texts: named here, they are compared without looking for the method.
        return key instanceof String text ? text.equals(there) : key != null && key.equals(there);
    }

    private long present(int slot) {
        return (long) LONG.get(pages[slot >>> pageShift], (slot & rowMask) * stride + RowLayout.PRESENT);
    }

    private void own(int page) {
        if (!sharing.hasPassed(number, page)) {
            pages[page] = pages[page].clone();
            if (columns > 0) {
                objects[page] = objects[page].clone();
            }
            sharing.copied(pages[page].length);
        }
        owned[page] = true;
    }

    /** Takes a row out and moves those behind it that would no longer be found. */
    private void remove(int slot) {
        int hole = slot;
        int next = (slot + 1) & slotMask;
        while (present(next) != 0) {
            int home = (int) homeOf(page(next), rowOf(next)) & slotMask;
            boolean reachesOverHole = ((next - home) & slotMask) >= ((next - hole) & slotMask);
            if (reachesOverHole) {
                move(next, hole);
                hole = next;
            }
            next = (next + 1) & slotMask;
        }
        Arrays.fill(writable(hole), rowOf(hole), rowOf(hole) + stride, (byte) 0);
        if (columns > 0) {
            int first = objectAt(hole, 0);
            Arrays.fill(objects(hole), first, first + columns, null);
        }
        size--;
    }

    private void move(int from, int to) {
        byte[] target = writable(to);
        System.arraycopy(page(from), rowOf(from), target, rowOf(to), stride);
        if (columns > 0) {
            System.arraycopy(objects(from), objectAt(from, 0), objects(to), objectAt(to, 0), columns);
        }
    }

    /** Makes room for so many rows in an empty table, which then need not grow step by step. */
    public void reserve(int rows) {
        int slots = slotMask + 1;
        while (rows * LOAD_PARTS >= slots * MOST_LOAD) {
            slots *= 2;
        }
        if (size == 0 && slots > slotMask + 1) {
            allocate(slots);
        }
    }

    private void grow() {
        FrozenTable old = glance();
        allocate((slotMask + 1) * 2);
        for (int page = 0; page < old.pageCount(); page++) {
            old.visit(page, this::reinsert);
        }
    }

    private void reinsert(byte[] rows, int row, long present, @Nullable Object[] rowObjects, int firstObject) {
        int slot = freeSlot(homeOf(rows, row));
        System.arraycopy(rows, row, page(slot), rowOf(slot), stride);
        if (columns > 0) {
            System.arraycopy(rowObjects, firstObject, objects(slot), objectAt(slot, 0), columns);
        }
    }

    private void allocate(int slots) {
        int rows = Math.min(slots, rowMask + 1);
        int pageCount = slots / rows;
        pages = new byte[pageCount][rows * stride];
        objects = new @Nullable Object[pageCount][rows * columns];
        owned = new boolean[pageCount];
        Arrays.fill(owned, true);
        slotMask = slots - 1;
    }
}
