package dev.selvage.container.state;

import dev.selvage.container.state.table.FrozenTable;
import dev.selvage.container.state.table.KeyTable;
import dev.selvage.container.state.table.RowLayout;
import dev.selvage.core.plan.KeyGroupRange;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one operator and one clock. A timer is a row in a table, which tells whether it is there, and which a
 * snapshot takes along like any other state; and it is an entry in the bucket of its time, which only says where to look when
 * the time comes. What is deleted stays in its bucket until then, or until most of the bucket is like it. Only from the task's
 * thread.
 */
public final class Timers {
    /** The one state of a timer is to be there. */
    private static final int THERE = 0;

    /** Rows that are brought near together before they are fired. */
    private static final int NEAR = 32;

    private final KeyedStore keys;
    private final KeyTable table;
    private final TimerBuckets buckets = new TimerBuckets();
    private final boolean hashTellsKey;

    /** What is fired at present; it may take several calls. */
    private @Nullable TimerBucket firing;

    private int next;
    private int near;
    /** Only there so that what brings rows near is not optimized away. */
    @SuppressWarnings("UnusedVariable")
    private long touched;

    Timers(KeyedStore keys, KeyGroupRange groups, int maxParallelism) {
        this.keys = keys;
        this.hashTellsKey = !keys.layout().keepsKeys();
        RowLayout layout = new RowLayout(hashTellsKey, true, keys.layout().telling());
        layout.addFlat(0);
        this.table = new KeyTable(layout, groups, maxParallelism);
    }

    /** Sets a timer of the present key; there is one at most for each time. */
    public void register(long time) {
        add(keys.keyHash(), keys.keptKey(), time);
    }

    /** Sets a timer of a key, unless it is there. */
    public void add(long hash, @Nullable Object key, long time) {
        if (table.find(hash, key, time) == KeyTable.NONE) {
            table.insert(hash, key, time, THERE);
            buckets.at(time).add(hash);
        }
    }

    /** Takes a timer of the present key back, if there is one. */
    public void delete(long time) {
        int slot = table.find(keys.keyHash(), keys.keptKey(), time);
        if (slot != KeyTable.NONE) {
            table.clear(slot, THERE);
            forget(time);
        }
    }

    private void forget(long time) {
        TimerBucket present = firing;
        if (present != null && present.time() == time) {
            // Which of two buckets it stood in is not known, and both are due.
            return;
        }
        TimerBucket bucket = buckets.at(time);
        if (bucket.deleted(hash -> table.findAny(hash, time) != KeyTable.NONE)) {
            buckets.forget(bucket);
        }
    }

    /** Whether a timer's time has come. */
    public boolean isDue(long now) {
        return firing != null || buckets.hasDue(now);
    }

    /** The earliest time for which there may be a timer; {@link Long#MAX_VALUE} if there are none. */
    public long earliest() {
        TimerBucket present = firing;
        return present != null ? present.time() : buckets.earliest();
    }

    /**
     * Fires timers in the order of their times, up to {@code now}: each is gone by the time its target is called, and its key
     * selected.
     *
     * @param most how many to fire at most, so that other work gets its turn
     * @return how many were fired; fewer than {@code most} if none is due any more
     */
    public int fire(long now, int most, Target target) {
        int fired = 0;
        while (fired < most && isDue(now)) {
            TimerBucket bucket = firing;
            if (bucket == null) {
                bucket = buckets.takeEarliest();
                firing = bucket;
                next = 0;
                near = 0;
            }
            fired += fire(bucket, most - fired, target);
        }
        return fired;
    }

    private int fire(TimerBucket bucket, int most, Target target) {
        int fired = 0;
        while (next < bucket.size()) {
            if (fired == most) {
                return fired;
            }
            if (next >= near) {
                bringNear(bucket);
            }
            boolean found = fireOne(bucket.hash(next), bucket.time(), target);
            if (found) {
                fired++;
            }
            if (!found || hashTellsKey) {
                // Where keys may share a hash, it is looked for until there are no more of them.
                next++;
            }
        }
        firing = null;
        return fired;
    }

    private boolean fireOne(long hash, long time, Target target) {
        int slot = table.findAny(hash, time);
        if (slot == KeyTable.NONE) {
            return false;
        }
        Object key = table.key(slot);
        table.clear(slot, THERE);
        keys.select(hash, key);
        target.fire(time);
        return true;
    }

    private void bringNear(TimerBucket bucket) {
        near = Math.min(bucket.size(), next + NEAR);
        long sum = 0;
        for (int i = next; i < near; i++) {
            long hash = bucket.hash(i);
            sum += table.glance(hash, bucket.time());
        }
        touched = sum;
        keys.touch(bucket.hashes(), next, near);
    }

    /** How many timers there are. */
    public long size() {
        return table.size();
    }

    /** For how many times there is room. */
    int room() {
        return buckets.room();
    }

    FrozenTable freeze() {
        return table.freeze();
    }

    /** What a timer calls. */
    @FunctionalInterface
    public interface Target {
        /** A timer's time has come; its key is selected. */
        void fire(long time);
    }
}
