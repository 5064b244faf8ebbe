package dev.selvage.container.state.table;

import java.util.ArrayList;
import java.util.List;

/**
 * Which snapshots still read pages of an operator's tables. The task asks before it changes a page; the thread that writes
 * a snapshot says how far it has come, so that pages behind it are changed in place again.
 */
final class PageSharing {
    private final List<SnapshotProgress> readers = new ArrayList<>();
    private long copiedBytes;
    private long snapshots;

    /** A snapshot begins to read; only from the task. */
    void add(SnapshotProgress reader) {
        readers.removeIf(SnapshotProgress::isDone);
        readers.add(reader);
        snapshots++;
    }

    /** The number of the latest snapshot: an object that the task made its own since then is read by nobody else. */
    long latest() {
        return snapshots;
    }

    /** Whether a snapshot still needs something of a table, so that objects which the task has not made its own must not change. */
    boolean isNeeded(int table) {
        for (int i = 0; i < readers.size(); i++) {
            if (!readers.get(i).hasPassed(table)) {
                return true;
            }
        }
        return false;
    }

    /** Whether any snapshot is still being written. */
    boolean isRead() {
        for (int i = 0; i < readers.size(); i++) {
            if (!readers.get(i).isDone()) {
                return true;
            }
        }
        return false;
    }

    /** Whether no snapshot needs this page's present content any more. */
    boolean hasPassed(int table, int page) {
        for (int i = 0; i < readers.size(); i++) {
            if (!readers.get(i).hasPassed(table, page)) {
                return false;
            }
        }
        return true;
    }

    /** Counts what changes during snapshots cost. */
    void copied(int bytes) {
        copiedBytes += bytes;
    }

    /** Bytes copied since the task began because a snapshot still needed their old content. */
    long copiedBytes() {
        return copiedBytes;
    }
}
