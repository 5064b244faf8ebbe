package dev.selvage.container.state;

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
final class KeyTable {
    static final int NONE = -1;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** Copying a page takes a microsecond or two: short enough to happen within a record. */
    private static final int PAGE_BYTES = 8 * 1024;

    private static final int LEAST_ROWS = 16;

    private final int number;
    private final RowLayout layout;
    private final PageSharing sharing;
    private final int stride;
    private final int columns;
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
        int rowsPerPage = Math.max(LEAST_ROWS, Integer.highestOneBit(PAGE_BYTES / stride));
        this.pageShift = Integer.numberOfTrailingZeros(rowsPerPage);
        this.rowMask = rowsPerPage - 1;
        allocate(LEAST_ROWS);
    }

    RowLayout layout() {
        return layout;
    }

    int size() {
        return size;
    }

    /** The slot of a key, or {@link #NONE}. The key itself counts only where hashes do not tell keys apart. */
    int find(long hash, @Nullable Object key) {
        int slot = (int) hash & slotMask;
        while (true) {
            byte[] page = pages[slot >>> pageShift];
            int row = (slot & rowMask) * stride;
            if ((long) LONG.get(page, row + RowLayout.PRESENT) == 0) {
                return NONE;
            }
            if ((long) LONG.get(page, row) == hash && (columns == 0 || key == null || isKey(slot, key))) {
                return slot;
            }
            slot = (slot + 1) & slotMask;
        }
    }

    /**
     * The slot of a key that is not there yet, with a first value of one state marked present: a row without any value
     * does not exist.
     */
    int insert(long hash, @Nullable Object key, int state) {
        if (size + (size >> 1) > slotMask - (slotMask >> 3)) {
            grow();
        }
        int slot = (int) hash & slotMask;
        while (present(slot) != 0) {
            slot = (slot + 1) & slotMask;
        }
        byte[] page = writable(slot);
        int row = rowOf(slot);
        LONG.set(page, row, hash);
        LONG.set(page, row + RowLayout.PRESENT, 1L << state);
        if (key != null) {
            objects[slot >>> pageShift][(slot & rowMask) * columns] = key;
        }
        size++;
        return slot;
    }

    /** Whether a state has a value at this slot. */
    boolean has(int slot, int state) {
        return (present(slot) >>> state & 1) != 0;
    }

    /** Marks a state's value as there; for {@link #writable} pages. */
    void markPresent(int slot, int state) {
        byte[] page = pages[slot >>> pageShift];
        int at = rowOf(slot) + RowLayout.PRESENT;
        LONG.set(page, at, (long) LONG.get(page, at) | 1L << state);
    }

    /** Forgets a state's value, and the row with its last one. */
    void clear(int slot, int state) {
        byte[] page = writable(slot);
        int at = rowOf(slot) + RowLayout.PRESENT;
        long left = (long) LONG.get(page, at) & ~(1L << state);
        if (left == 0) {
            remove(slot);
        } else {
            LONG.set(page, at, left);
        }
    }

    /** The page that holds a slot's row, for reading. */
    byte[] page(int slot) {
        return pages[slot >>> pageShift];
    }

    /** The page that holds a slot's row, for writing: a snapshot that still needs its old content keeps it. */
    byte[] writable(int slot) {
        int page = slot >>> pageShift;
        if (!owned[page]) {
            own(page);
        }
        return pages[page];
    }

    /** Where a slot's row begins in its page. */
    int rowOf(int slot) {
        return (slot & rowMask) * stride;
    }

    /** The objects beside a page's rows, for reading. */
    @Nullable
    Object[] objects(int slot) {
        return objects[slot >>> pageShift];
    }

    /** Where a slot's entry of a column lies among its page's objects. */
    int objectAt(int slot, int column) {
        return (slot & rowMask) * columns + column;
    }

    /** What the table holds now, unchanging: it costs a reference per page. */
    FrozenTable freeze() {
        Arrays.fill(owned, false);
        return new FrozenTable(layout, pages.clone(), objects.clone(), size);
    }

    private boolean isKey(int slot, Object key) {
        return key.equals(objects[slot >>> pageShift][(slot & rowMask) * columns]);
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
            int home = (int) (long) LONG.get(page(next), rowOf(next)) & slotMask;
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

    private void grow() {
        FrozenTable old = new FrozenTable(layout, pages, objects, size);
        allocate((slotMask + 1) * 2);
        for (int page = 0; page < old.pageCount(); page++) {
            old.visit(page, this::reinsert);
        }
    }

    private void reinsert(byte[] rows, int row, long present, @Nullable Object[] rowObjects, int firstObject) {
        int slot = (int) (long) LONG.get(rows, row) & slotMask;
        while (present(slot) != 0) {
            slot = (slot + 1) & slotMask;
        }
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
