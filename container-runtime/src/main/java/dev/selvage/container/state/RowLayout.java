package dev.selvage.container.state;

import java.util.ArrayList;
import java.util.List;

/**
 * Where things lie in one row of a {@link KeyTable}: the hash of the key, a bit for each state that has a value, then the
 * values of fixed width. What has no fixed width lies in columns of objects beside the rows.
 */
public final class RowLayout {
    /** A state is told from others of its operator by a bit in each row. */
    static final int MOST_STATES = Long.SIZE;

    static final int HASH = 0;
    static final int PRESENT = Long.BYTES;
    private static final int FIRST_VALUE = 2 * Long.BYTES;
    private static final int NO_COLUMN = -1;

    private final List<Integer> offsets = new ArrayList<>();
    private final List<Integer> columns = new ArrayList<>();
    private int width = FIRST_VALUE;
    private int objects;

    /** A layout whose rows keep the keys themselves too, unless the hash alone gives the key back. */
    public RowLayout(boolean hashIsKey) {
        objects = hashIsKey ? 0 : 1;
    }

    /** Adds a state of fixed width and returns its number. */
    public int addFlat(int bytes) {
        return add(bytes, NO_COLUMN);
    }

    /**
     * Adds a state whose values are objects and returns its number. Its part of the row is the number of the snapshot since
     * which the object is the task's own: before, a snapshot may be reading it.
     */
    public int addObject() {
        return add(Long.BYTES, objects++);
    }

    /** Bytes that a row takes: a power of two while rows are small, so that none lies across two cache lines. */
    int stride() {
        int rounded = Integer.highestOneBit(Math.max(1, width - 1)) << 1;
        return rounded <= 64 ? rounded : width;
    }

    /** Where a flat state's value begins in its row, or the age of an object state's. */
    int offset(int state) {
        return offsets.get(state);
    }

    /** Which column holds an object state's values. */
    int column(int state) {
        return columns.get(state);
    }

    /** Columns of objects, the keys' included. */
    int objectColumns() {
        return objects;
    }

    private int add(int bytes, int column) {
        if (offsets.size() == MOST_STATES) {
            throw new IllegalArgumentException("An operator may have at most " + MOST_STATES
                    + " keyed states, and more were declared: join some of them into one state with several fields.");
        }
        offsets.add(width);
        columns.add(column);
        width += roundUp(bytes);
        return offsets.size() - 1;
    }

    /** Values begin where the machine reads them at once. */
    private static int roundUp(int bytes) {
        return (bytes + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
    }
}
