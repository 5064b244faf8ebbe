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
    private int gone;

    TimerBucket(long time) {
        this.time = time;
    }

    void add(long hash) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * size);
        }
        hashes[size++] = hash;
    }

    /** One of the timers was deleted. Once most are gone they are swept out, so that deleting all the time costs no memory. */
    void deleted(LongPredicate isThere) {
        gone++;
        if (gone >= WORTH_SWEEPING && 2 * gone >= size) {
            sweep(isThere);
        }
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
        gone = 0;
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
