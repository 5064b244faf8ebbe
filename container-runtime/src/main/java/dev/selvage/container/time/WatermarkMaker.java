package dev.selvage.container.time;

import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.container.exchange.Batch;
import dev.selvage.container.exchange.Event;

/** Makes watermarks from the timestamps that it sees, as a strategy says. */
public final class WatermarkMaker {
    private final boolean active;
    private final long outOfOrderness;
    private final long idleness;

    private long greatest = Batch.NO_TIMESTAMP;
    private long told = Event.BEFORE_ALL_TIME;
    private boolean recordSeen;
    private boolean idle;
    /** When it is to be said that nothing comes, unless something does. */
    private long idleAt = Long.MAX_VALUE;

    public WatermarkMaker(WatermarkStrategy<?> strategy) {
        this.active = strategy.outOfOrdernessMillis().isPresent();
        this.outOfOrderness = strategy.outOfOrdernessMillis().orElse(0);
        this.idleness = strategy.idlenessMillis().orElse(0);
        if (active && idleness > 0) {
            // Someone who never says anything falls silent as well: counted from the first look at the clock.
            idleAt = Long.MIN_VALUE;
        }
    }

    /** A record has passed. */
    public void record(long timestamp) {
        if (timestamp > greatest) {
            greatest = timestamp;
        }
        recordSeen = true;
    }

    /** Told after a batch: whether event time has moved, to {@link #millis}. */
    public boolean advances(long nowMillis) {
        if (!active || !recordSeen) {
            return false;
        }
        recordSeen = false;
        boolean wasIdle = idle;
        idle = false;
        if (idleness > 0) {
            idleAt = nowMillis + idleness;
        }
        if (greatest == Batch.NO_TIMESTAMP) {
            return false;
        }
        // One less, since another record with the greatest timestamp may follow; not before the beginning of time.
        long watermark = Math.max(greatest, Long.MIN_VALUE + outOfOrderness + 1) - outOfOrderness - 1;
        if (watermark <= told && !wasIdle) {
            return false;
        }
        told = Math.max(told, watermark);
        return true;
    }

    /** Event time as far as it is known. */
    public long millis() {
        return told;
    }

    /** Whether nothing has come for so long that nobody should wait any more; said once. */
    public boolean fallsIdle(long nowMillis) {
        if (idleAt == Long.MIN_VALUE) {
            idleAt = nowMillis + idleness;
        }
        if (idle || nowMillis < idleAt) {
            return false;
        }
        idle = true;
        idleAt = Long.MAX_VALUE;
        return true;
    }

    /** Whether it has been said that nothing comes, and nothing came since. */
    public boolean isIdle() {
        return idle;
    }

    /** When to ask again whether nothing has come. */
    public long wakeAtMillis() {
        return idleAt;
    }
}
