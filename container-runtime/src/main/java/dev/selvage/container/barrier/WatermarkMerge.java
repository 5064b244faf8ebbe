package dev.selvage.container.barrier;

import dev.selvage.container.exchange.Event;
import java.util.Arrays;

/**
 * The event time of a task with several inputs: the least of those that take part. A channel that is idle, or has ended,
 * holds nobody back; but an idle one may have records yet, so that time ends only when all channels have ended.
 */
public final class WatermarkMerge {
    private final long[] watermarks;
    private final boolean[] idle;
    private long merged = Event.BEFORE_ALL_TIME;

    /** The merge of so many channels, none of which has said anything yet. */
    public WatermarkMerge(int channels) {
        watermarks = new long[channels];
        idle = new boolean[channels];
        Arrays.fill(watermarks, Event.BEFORE_ALL_TIME);
    }

    /** A channel's event time has come so far. Returns whether the merged one moved. */
    public boolean watermark(int channel, long millis) {
        idle[channel] = false;
        watermarks[channel] = Math.max(watermarks[channel], millis);
        return merge();
    }

    /** A channel says nothing for now. Returns whether the merged event time moved. */
    public boolean idle(int channel) {
        idle[channel] = true;
        return merge();
    }

    /** A record has come through a channel that was idle. */
    public void active(int channel) {
        idle[channel] = false;
    }

    /** A channel has ended: whatever it held back is free. */
    public boolean ended(int channel) {
        return watermark(channel, Event.END_OF_TIME);
    }

    /** The merged event time; it never goes back. */
    public long millis() {
        return merged;
    }

    /** Whether those channels that have not ended are all idle, so that this task has nothing to say about event time either. */
    public boolean isIdle() {
        boolean any = false;
        for (int i = 0; i < watermarks.length; i++) {
            if (watermarks[i] != Event.END_OF_TIME) {
                if (!idle[i]) {
                    return false;
                }
                any = true;
            }
        }
        return any;
    }

    private boolean merge() {
        long least = Event.END_OF_TIME;
        boolean any = false;
        boolean allEnded = true;
        for (int i = 0; i < watermarks.length; i++) {
            if (watermarks[i] != Event.END_OF_TIME) {
                allEnded = false;
                if (!idle[i]) {
                    least = Math.min(least, watermarks[i]);
                    any = true;
                }
            }
        }
        if (!(any || allEnded) || least <= merged) {
            return false;
        }
        merged = least;
        return true;
    }
}
