package dev.selvage.container.state.table;

import java.util.ArrayList;
import java.util.List;

/**
 * Pages for the copies that changes make during the next snapshot: those that copies took the place of during the last one,
 * or that rows left meanwhile, once nobody reads them any more. Otherwise each snapshot would leave a page of garbage for each
 * copy, which the garbage collector has to move first. Pages that are not of full size are not worth it. Only from the task's
 * thread.
 */
final class SparePages {
    private final int pageBytes;
    private List<byte[]> spare = new ArrayList<>();
    private List<byte[]> replaced = new ArrayList<>();

    SparePages(int pageBytes) {
        this.pageBytes = pageBytes;
    }

    /** Takes a page that holds nothing any more, but may still be read by a snapshot. */
    void leave(byte[] page) {
        if (page.length == pageBytes) {
            replaced.add(page);
        }
    }

    /** A copy of a page, which takes its place. */
    byte[] copy(byte[] page) {
        leave(page);
        int last = spare.size() - 1;
        if (last < 0 || page.length != pageBytes) {
            return page.clone();
        }
        byte[] copy = spare.remove(last);
        System.arraycopy(page, 0, copy, 0, page.length);
        return copy;
    }

    /** No snapshot reads any longer what was replaced. What was not used since it became spare is not wanted again. */
    void release() {
        spare = replaced;
        replaced = new ArrayList<>();
    }

    /** How many pages are kept. */
    int size() {
        return spare.size() + replaced.size();
    }

    /** Snapshots may go on reading what was replaced: it is left to them. */
    void abandon() {
        replaced = new ArrayList<>();
    }
}
