package dev.selvage.container.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Buckets by their time. Many timers share few times, which are found by hash and fall due by a heap of times alone; those
 * that are set one behind the other for the same time find the bucket at once.
 */
final class TimerBuckets {
    private static final int LEAST = 16;

    /** The golden ratio: neighbouring times come to lie far apart. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private @Nullable TimerBucket[] table = new @Nullable TimerBucket[LEAST];
    private long[] heap = new long[LEAST];
    private int size;
    private @Nullable TimerBucket latest;

    /** The bucket of a time, made if there is none. */
    TimerBucket at(long time) {
        TimerBucket before = latest;
        if (before != null && before.time() == time) {
            return before;
        }
        TimerBucket found = find(time);
        latest = found;
        return found;
    }

    private TimerBucket find(long time) {
        int place = home(time);
        for (TimerBucket there = table[place]; there != null; there = table[place]) {
            if (there.time() == time) {
                return there;
            }
            place = (place + 1) & (table.length - 1);
        }
        TimerBucket added = new TimerBucket(time);
        table[place] = added;
        push(time);
        if (2 * size > table.length) {
            grow();
        }
        return added;
    }

    /** The earliest time that has a bucket; {@link Long#MAX_VALUE} if there is none. */
    long earliest() {
        return size == 0 ? Long.MAX_VALUE : heap[0];
    }

    /** Whether there is a bucket of a time up to this one; at the end of time, too. */
    boolean hasDue(long now) {
        return size > 0 && heap[0] <= now;
    }

    /** Takes the bucket of the earliest time out. */
    TimerBucket takeEarliest() {
        TimerBucket earliest = at(heap[0]);
        latest = null;
        remove(earliest);
        pop();
        return earliest;
    }

    private void remove(TimerBucket bucket) {
        int mask = table.length - 1;
        int hole = home(bucket.time());
        while (table[hole] != bucket) {
            hole = (hole + 1) & mask;
        }
        int next = (hole + 1) & mask;
        for (TimerBucket there = table[next]; there != null; there = table[next]) {
            int home = home(there.time());
            if (((next - home) & mask) >= ((next - hole) & mask)) {
                table[hole] = there;
                hole = next;
            }
            next = (next + 1) & mask;
        }
        table[hole] = null;
    }

    private void grow() {
        @Nullable TimerBucket[] old = table;
        table = new @Nullable TimerBucket[2 * old.length];
        for (TimerBucket bucket : old) {
            if (bucket != null) {
                int place = home(bucket.time());
                while (table[place] != null) {
                    place = (place + 1) & (table.length - 1);
                }
                table[place] = bucket;
            }
        }
    }

    private int home(long time) {
        return (int) ((time * SPREAD) >>> Integer.SIZE) & (table.length - 1);
    }

    private void push(long time) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        int place = size++;
        while (place > 0) {
            int above = (place - 1) >>> 1;
            if (heap[above] <= time) {
                break;
            }
            heap[place] = heap[above];
            place = above;
        }
        heap[place] = time;
    }

    private void pop() {
        size--;
        long last = heap[size];
        int place = 0;
        while (2 * place + 1 < size) {
            int below = 2 * place + 1;
            if (below + 1 < size && heap[below + 1] < heap[below]) {
                below++;
            }
            if (heap[below] >= last) {
                break;
            }
            heap[place] = heap[below];
            place = below;
        }
        heap[place] = last;
    }
}
