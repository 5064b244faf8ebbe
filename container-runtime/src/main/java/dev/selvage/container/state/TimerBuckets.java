package dev.selvage.container.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Buckets by their time. Many timers share few times, which are found by hash and fall due by a heap of times alone; those
 * that are set one behind the other for the same time find the bucket at once. A time whose bucket is forgotten before it is
 * due stays in the heap, but never at its top, until most are like it.
 */
final class TimerBuckets {
    private static final int LEAST = 16;

    /** The golden ratio: neighbouring times come to lie far apart. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private @Nullable TimerBucket[] table = new @Nullable TimerBucket[LEAST];
    private int count;
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
        int place = placeOf(time);
        TimerBucket there = table[place];
        if (there != null) {
            return there;
        }
        TimerBucket added = new TimerBucket(time);
        table[place] = added;
        count++;
        push(time);
        if (2 * count > table.length) {
            grow();
        }
        return added;
    }

    /** Where the bucket of a time stands, or would. */
    private int placeOf(long time) {
        int place = home(time);
        for (TimerBucket there = table[place]; there != null; there = table[place]) {
            if (there.time() == time) {
                break;
            }
            place = (place + 1) & (table.length - 1);
        }
        return place;
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
        forget(earliest);
        return earliest;
    }

    /** Nobody wants a bucket any more. */
    void forget(TimerBucket bucket) {
        latest = null;
        remove(bucket);
        count--;
        while (size > 0 && table[placeOf(heap[0])] == null) {
            pop();
        }
        if (size > LEAST && size > 2 * count) {
            tidyHeap();
        }
    }

    /** For how many times there is room. */
    int room() {
        return Math.max(table.length, heap.length);
    }

    private void tidyHeap() {
        size = 0;
        heap = new long[Math.max(LEAST, count)];
        for (TimerBucket bucket : table) {
            if (bucket != null) {
                push(bucket.time());
            }
        }
    }

    private void remove(TimerBucket bucket) {
        int mask = table.length - 1;
        int hole = placeOf(bucket.time());
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
