package dev.selvage.container.state;

import java.util.Arrays;
import java.util.function.LongPredicate;

/** The hashes of keys that have, or had, a timer at one time. */
final class TimerBucket {
    private static final int SMALL = 4;
    private static final int WORTH_SWEEPING = 64;

    private final long time;
    private long[] hashes = new long[SMALL];
    private int size;
    /** Timers that were added and not deleted. */
    private int alive;

    TimerBucket(long time) {
        this.time = time;
    }

    void add(long hash) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * size);
        }
        hashes[size++] = hash;
        alive++;
    }

    /**
     * One of the timers was deleted. Once most are gone they are swept out, so that deleting all the time costs no memory.
     * Returns whether none is left.
     */
    boolean deleted(LongPredicate isThere) {
        alive--;
        if (alive > 0 && size >= WORTH_SWEEPING && size >= 2 * alive) {
            sweep(isThere);
        }
        return alive == 0;
    }

    private void sweep(LongPredicate isThere) {
        // A timer that was deleted and set again stands here twice.
        Arrays.sort(hashes, 0, size);
        int kept = 0;
        for (int i = 0; i < size; i++) {
            long hash = hashes[i];
            boolean again = kept > 0 && hashes[kept - 1] == hash;
            if (!again && isThere.test(hash)) {
                hashes[kept++] = hash;
            }
        }
        hashes = Arrays.copyOf(hashes, Math.max(SMALL, kept));
        size = kept;
    }

    long time() {
        return time;
    }

    int size() {
        return size;
    }

    long hash(int index) {
        return hashes[index];
    }

    long[] hashes() {
        return hashes;
    }
}
