package dev.selvage.container.state.table;

import dev.selvage.core.plan.KeyGroupRange;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a task's keys, in small pages. The pages of all key groups stand in one directory, those of a group behind each
 * other, so that a slot alone says where its row is. A snapshot takes the references of the pages and leaves; from then on a
 * page that is still being written out is replaced by a copy before its first change.
 */
public abstract class RowPages {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** Copying a page takes a microsecond or two: short enough to happen within a record. */
    private static final int PAGE_BYTES = 8 * 1024;

    /** Few, since a job may have many slices of time with rows of each key group. */
    private static final int LEAST_ROWS = 4;

    private static final @Nullable Object[] NO_OBJECTS = {};

    private final RowLayout layout;
    private final KeyGroupRange groups;
    private final PageSharing sharing = new PageSharing();
    private final SparePages spares;

    /** Bytes from row to row, and objects. */
    final int stride;

    final int columns;
    private final int rowMask;
    private final int pageShift;

    // The directory. Where a group had its pages before it grew there is nothing: less than there is elsewhere.
    private byte[][] pages;
    private @Nullable Object[][] objects;
    /** Pages that no snapshot refers to, or whose snapshot has passed them. */
    private boolean[] owned;

    private int[] groupOfPage;
    private int pageCount;

    // Of each group: where its slots begin, and how many there are less one.
    final int[] firstSlots;
    final int[] slotMasks;
    /** How often rows have come to stand elsewhere. */
    private int moves;

    RowPages(RowLayout layout, KeyGroupRange groups) {
        this.layout = layout;
        this.groups = groups;
        this.stride = layout.stride();
        this.columns = layout.objectColumns();
        int rowsPerPage = Math.max(LEAST_ROWS, Integer.highestOneBit(PAGE_BYTES / stride));
        this.pageShift = Integer.numberOfTrailingZeros(rowsPerPage);
        this.rowMask = rowsPerPage - 1;
        this.spares = new SparePages(rowsPerPage * stride);
        int count = groups.size();
        this.pages = new byte[count][];
        this.objects = new @Nullable Object[count][];
        this.owned = new boolean[count];
        this.groupOfPage = new int[count];
        this.firstSlots = new int[count];
        this.slotMasks = new int[count];
        Arrays.fill(slotMasks, -1);
        for (int group = 0; group < count; group++) {
            allocate(group, LEAST_ROWS);
        }
    }

    public final RowLayout layout() {
        return layout;
    }

    /** How many key groups there are; they are numbered from zero here. */
    public final int groupCount() {
        return firstSlots.length;
    }

    /** The first slot of a group. */
    public final int firstSlot(int group) {
        return firstSlots[group];
    }

    /** How many rows a group has room for: they stand at so many slots from its first. */
    public final int slots(int group) {
        return slotMasks[group] + 1;
    }

    /** Changes when rows have come to stand elsewhere than at the slots where they were found. */
    public final int moves() {
        return moves;
    }

    /** Whether a row stands at a slot. */
    public final boolean isTaken(int slot) {
        return present(slot) != 0;
    }

    /** The hash of the key whose row stands at a slot. */
    public final long hash(int slot) {
        return (long) LONG.get(page(slot), rowOf(slot) + RowLayout.HASH);
    }

    final long present(int slot) {
        return (long) LONG.get(page(slot), rowOf(slot) + RowLayout.PRESENT);
    }

    /** Whether a state has a value in a row. */
    public static boolean isPresent(byte[] page, int row, int state) {
        return ((long) LONG.get(page, row + RowLayout.PRESENT) >>> state & 1) != 0;
    }

    /** Marks a state's value as there, in a row of a {@link #writable} page. */
    public static void markPresent(byte[] page, int row, int state) {
        int at = row + RowLayout.PRESENT;
        LONG.set(page, at, (long) LONG.get(page, at) | 1L << state);
    }

    /** The page that holds a slot's row, for reading. */
    public final byte[] page(int slot) {
        return pages[slot >>> pageShift];
    }

    /** The page that holds a slot's row, for writing: a snapshot that still needs its old content keeps it. */
    public final byte[] writable(int slot) {
        int page = slot >>> pageShift;
        if (!owned[page]) {
            own(page);
        }
        return pages[page];
    }

    /** Where a slot's row begins in its page. */
    public final int rowOf(int slot) {
        return (slot & rowMask) * stride;
    }

    /** The objects beside a page's rows, for reading. */
    @Nullable
    public final Object[] objects(int slot) {
        return objects[slot >>> pageShift];
    }

    /** Where a slot's entry of a column lies among its page's objects. */
    public final int objectAt(int slot, int column) {
        return (slot & rowMask) * columns + column;
    }

    /** Whether a snapshot may be reading an object, whose part of the row begins at {@code offset}: then it must not change. */
    public final boolean isShared(int slot, int offset) {
        long own = (long) LONG.get(page(slot), rowOf(slot) + offset);
        return own < sharing.latest() && sharing.isNeeded(groupOfSlot(slot));
    }

    /** Puts an object in, which is the task's own; for {@link #writable} pages. */
    public final void setObject(int slot, int column, int offset, Object value) {
        LONG.set(page(slot), rowOf(slot) + offset, sharing.latest());
        objects(slot)[objectAt(slot, column)] = value;
    }

    /** What the table holds now, unchanging: it costs a reference per page. */
    public final FrozenTable freeze() {
        if (sharing.isRead()) {
            spares.abandon();
        } else {
            spares.release();
        }
        Arrays.fill(owned, false);
        SnapshotProgress progress = new SnapshotProgress();
        sharing.add(progress);
        return new FrozenTable(
                groups,
                layout,
                // Without columns of objects there is nothing in them that could change.
                new FrozenTable.Pages(
                        Arrays.copyOf(pages, pageCount),
                        columns == 0 ? objects : Arrays.copyOf(objects, pageCount),
                        pageShift),
                firstSlots.clone(),
                slotMasks.clone(),
                progress);
    }

    final void copyRow(byte[] rows, int row, @Nullable Object[] beside, int firstObject, byte[] target, int to) {
        System.arraycopy(rows, row, target, rowOf(to), stride);
        if (columns > 0) {
            System.arraycopy(beside, firstObject, objects(to), objectAt(to, 0), columns);
        }
    }

    final int groupOfSlot(int slot) {
        return groupOfPage[slot >>> pageShift];
    }

    private void own(int page) {
        int group = groupOfPage[page];
        if (!sharing.hasPassed(group, page - (firstSlots[group] >>> pageShift))) {
            pages[page] = spares.copy(pages[page]);
            if (columns > 0) {
                objects[page] = objects[page].clone();
            }
            sharing.copied(pages[page].length);
        }
        owned[page] = true;
    }

    /** The pages of a group, and the objects beside their rows. */
    final FrozenTable.Pages pagesOf(int group) {
        int from = firstSlots[group] >>> pageShift;
        int to = from + pagesFor(slots(group));
        return new FrozenTable.Pages(
                Arrays.copyOfRange(pages, from, to), Arrays.copyOfRange(objects, from, to), pageShift);
    }

    /** The rows of these pages stand elsewhere now. */
    final void left(FrozenTable.Pages old) {
        if (!sharing.isRead()) {
            // Where there are no snapshots nobody would ever want them, and they are as many as there are others.
            return;
        }
        for (byte[] page : old.rows()) {
            spares.leave(page);
        }
    }

    /** How many pages are kept for copies to come. */
    final int sparePages() {
        return spares.size();
    }

    private int pagesFor(int slots) {
        return (slots + rowMask) >>> pageShift;
    }

    /** Gives a group pages of its own for so many slots, instead of those that it had. */
    final void allocate(int group, int slots) {
        int had = pagesFor(slots(group));
        int wanted = pagesFor(slots);
        int first = firstSlots[group] >>> pageShift;
        if (had != wanted) {
            Arrays.fill(pages, first, first + had, new byte[0]);
            Arrays.fill(objects, first, first + had, NO_OBJECTS);
            first = pageCount;
            pageCount += wanted;
            enlargeDirectory();
        }
        int rows = Math.min(slots, rowMask + 1);
        for (int page = first; page < first + wanted; page++) {
            pages[page] = new byte[rows * stride];
            objects[page] = columns == 0 ? NO_OBJECTS : new @Nullable Object[rows * columns];
            owned[page] = true;
            groupOfPage[page] = group;
        }
        firstSlots[group] = first << pageShift;
        slotMasks[group] = slots - 1;
        moved();
    }

    /** Rows have come to stand elsewhere. */
    final void moved() {
        moves++;
    }

    private void enlargeDirectory() {
        if (pageCount > pages.length) {
            int room = Math.max(pageCount, pages.length + pages.length / 2);
            pages = Arrays.copyOf(pages, room);
            objects = Arrays.copyOf(objects, room);
            owned = Arrays.copyOf(owned, room);
            groupOfPage = Arrays.copyOf(groupOfPage, room);
        }
    }
}
