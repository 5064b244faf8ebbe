package dev.selvage.container.metric;

import dev.selvage.api.metric.Histogram;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A histogram in buckets that are an eighth of a power of two wide, so that a quantile is off by less than that. One task
 * puts values in, anybody reads.
 */
final class TaskHistogram implements Histogram {
    /** Buckets to a power of two, as a number of bits. */
    private static final int FINENESS = 3;

    private static final int PER_POWER = 1 << FINENESS;

    private final AtomicLongArray counts = new AtomicLongArray(Long.SIZE * PER_POWER);
    private final TaskCounter count = new TaskCounter();

    @Override
    public void update(long value) {
        int bucket = bucketOf(Math.max(0, value));
        // One writer, so that a plain read before the write is enough.
        counts.setOpaque(bucket, counts.getPlain(bucket) + 1);
        count.inc();
    }

    @Override
    public long getCount() {
        return count.getCount();
    }

    @Override
    public long getQuantile(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "A quantile is asked for by a share from 0 to 1, but was " + share + ".");
        }
        long all = 0;
        for (int bucket = 0; bucket < counts.length(); bucket++) {
            all += counts.getOpaque(bucket);
        }
        long wanted = (long) Math.ceil(share * all);
        long seen = 0;
        for (int bucket = 0; bucket < counts.length(); bucket++) {
            seen += counts.getOpaque(bucket);
            if (seen >= wanted && seen > 0) {
                return greatestIn(bucket);
            }
        }
        return 0;
    }

    static int bucketOf(long value) {
        if (value < PER_POWER) {
            return (int) value;
        }
        int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(value);
        int part = (int) (value >>> (power - FINENESS)) - PER_POWER;
        return (power - FINENESS + 1) * PER_POWER + part;
    }

    static long greatestIn(int bucket) {
        if (bucket < PER_POWER) {
            return bucket;
        }
        int shift = bucket / PER_POWER - 1;
        long first = (long) (PER_POWER + bucket % PER_POWER) << shift;
        return first + (1L << shift) - 1;
    }
}
