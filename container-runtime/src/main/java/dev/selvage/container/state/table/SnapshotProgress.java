package dev.selvage.container.state.table;

/** How far the thread that writes a snapshot has come: tables in the order of their numbers, and pages in order in each. */
final class SnapshotProgress {
    /** Table in the upper half, first page not yet written in the lower: one volatile write tells both. */
    private volatile long position;

    private volatile boolean done;

    /** All pages before this one were written; from the writing thread. */
    void at(int table, int page) {
        position = (long) table << Integer.SIZE | page;
    }

    /** Nothing is read any more: the snapshot was written, or given up. */
    void done() {
        done = true;
    }

    boolean isDone() {
        return done;
    }

    /** Whether nothing of a table is needed any more. */
    boolean hasPassed(int table) {
        return done || position >>> Integer.SIZE > table;
    }

    /** Whether a page's content is no longer needed. */
    boolean hasPassed(int table, int page) {
        return done || position > ((long) table << Integer.SIZE | page);
    }
}
