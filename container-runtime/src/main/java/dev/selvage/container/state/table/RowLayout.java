package dev.selvage.container.state.table;

import java.util.ArrayList;
import java.util.List;

/**
 * Where things lie in one row of a {@link KeyTable}: the hash of the key, a bit for each state that has a value, the
 * space if the key has rows in several, then the values of fixed width. What has no fixed width lies in columns of objects beside the rows.
 */
public final class RowLayout {
    /** A state is told from others of its operator by a bit in each row. */
    static final int MOST_STATES = Long.SIZE;

    public static final int HASH = 0;
    public static final int PRESENT = Long.BYTES;
    public static final int SPACE = 2 * Long.BYTES;
    static final int NO_COLUMN = -1;

    private final List<Integer> offsets = new ArrayList<>();
    private final List<Integer> columns = new ArrayList<>();
    private final boolean keepsKeys;
    private final boolean spaced;
    private final long telling;
    private int width;
    private int objects;

    /**
     * A layout without states.
     *
     * @param hashIsKey whether the hash alone gives a key back; otherwise rows keep the keys themselves too
     * @param spaced whether a key has a row in each of several spaces, which are told by a number, such as a window's end
     * @param telling the bit of hashes that only one key has each, if some have it; else zero
     */
    public RowLayout(boolean hashIsKey, boolean spaced, long telling) {
        this.keepsKeys = !hashIsKey;
        this.spaced = spaced;
        this.telling = telling;
        this.width = spaced ? SPACE + Long.BYTES : SPACE;
        this.objects = hashIsKey ? 0 : 1;
    }

    /** Adds a state of fixed width and returns its number. */
    public int addFlat(int bytes) {
        return add(bytes, NO_COLUMN);
    }

    /**
     * Adds a state whose values are objects and returns its number. Its part of the row begins with the number of the
     * snapshot since which the object is the task's own: before, a snapshot may be reading it.
     *
     * @param more bytes of fixed width that belong to each value, after that number
     */
    public int addObject(int more) {
        return add(Long.BYTES + more, objects++);
    }

    /** Whether the first column of objects holds the keys. */
    public boolean keepsKeys() {
        return keepsKeys;
    }

    /** Whether a key has a row in each of several spaces. */
    public boolean isSpaced() {
        return spaced;
    }

    /** The bit of hashes that only one key has each; zero if no hash says so. */
    public long telling() {
        return telling;
    }

    /** Bytes that a row needs; it may take more, so as not to lie across two cache lines. */
    public int width() {
        return width;
    }

    /** Bytes that a row takes: a power of two while rows are small, so that none lies across two cache lines. */
    int stride() {
        int rounded = Integer.highestOneBit(Math.max(1, width - 1)) << 1;
        return rounded <= 64 ? rounded : width;
    }

    /** Where a flat state's value begins in its row, or the age of an object state's. */
    public int offset(int state) {
        return offsets.get(state);
    }

    /** Which column holds an object state's values. */
    public int column(int state) {
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
    public static int roundUp(int bytes) {
        return (bytes + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
    }
}
