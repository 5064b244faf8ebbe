package dev.selvage.core.checkpoint;

import dev.selvage.core.id.LeaderEpoch;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Where the barriers of a task's inputs stand: which checkpoint is being aligned, and whose records have to wait for it.
 *
 * <p>A checkpoint is a cut through all channels. Behind its barrier a channel waits (exactly once) or goes on (at least
 * once) until every other channel has brought the same barrier or has ended. A newer barrier, a cancel marker, or the loss
 * of the leader that triggered it gives a checkpoint up; a late barrier of one that was given up is ignored, and so is any of a
 * leader that is lost, so that a half-triggered checkpoint never blocks a channel.
 */
public final class BarrierAlignment {
    private static final long NO_CHECKPOINT = 0;

    private final int channels;
    private final boolean exactlyOnce;
    private final BitSet arrived;
    private final BitSet ended;
    private LeaderEpoch heeded = new LeaderEpoch(0);
    private long aligning = NO_CHECKPOINT;
    private LeaderEpoch aligningFor = heeded;
    private long settled = NO_CHECKPOINT;
    private long triggered = NO_CHECKPOINT;

    /** The alignment of a task with so many input channels; without exactly-once no channel waits. */
    public BarrierAlignment(int channels, boolean exactlyOnce) {
        this.channels = channels;
        this.exactlyOnce = exactlyOnce;
        this.arrived = new BitSet(channels);
        this.ended = new BitSet(channels);
    }

    /** What a barrier, a marker or the end of a channel means for the task; to be done in the order given. */
    public sealed interface Outcome {
        /** The checkpoint whose alignment this is about. */
        long checkpoint();

        /** Every channel has brought the barrier: take the snapshot and pass the barrier on. */
        record Aligned(long checkpoint) implements Outcome {}

        /** The checkpoint will not be: pass a cancel marker on, so that nobody behind waits for it. */
        record GivenUp(long checkpoint) implements Outcome {}
    }

    /**
     * The coordinator asks every task for a checkpoint. One with live channels waits for their barriers; a source, and a
     * task whose channels have all ended, has nobody to wait for.
     */
    public List<Outcome> triggered(long checkpoint) {
        triggered = Math.max(triggered, checkpoint);
        List<Outcome> outcomes = new ArrayList<>();
        alignWithoutChannels(outcomes);
        return outcomes;
    }

    /**
     * Barriers of leaders before this one are ignored from now on: nobody is left to complete their checkpoints, or to give
     * them up. A lost leader that comes back is heeded again.
     */
    public List<Outcome> heedFrom(LeaderEpoch epoch) {
        List<Outcome> outcomes = new ArrayList<>();
        heeded = epoch;
        if (aligningFor.compareTo(heeded) < 0) {
            giveUpPresent(outcomes);
        }
        return outcomes;
    }

    /** A barrier of a checkpoint of this leader has come through a channel. */
    public List<Outcome> barrier(int channel, LeaderEpoch leader, long checkpoint) {
        if (leader.compareTo(heeded) < 0) {
            return cancelled(checkpoint);
        }
        List<Outcome> outcomes = new ArrayList<>();
        if (checkpoint <= settled || checkpoint < aligning) {
            return outcomes;
        }
        if (checkpoint > aligning) {
            giveUpPresent(outcomes);
            aligning = checkpoint;
            aligningFor = leader;
        }
        arrived.set(channel);
        completeIfAllArrived(outcomes);
        return outcomes;
    }

    /** A marker says that a checkpoint will not be. */
    public List<Outcome> cancelled(long checkpoint) {
        List<Outcome> outcomes = new ArrayList<>();
        if (checkpoint <= settled || checkpoint < aligning) {
            return outcomes;
        }
        if (checkpoint > aligning) {
            giveUpPresent(outcomes);
        }
        settle(checkpoint);
        outcomes.add(new Outcome.GivenUp(checkpoint));
        return outcomes;
    }

    /** A channel has ended: no barrier waits for it any more. */
    public List<Outcome> ended(int channel) {
        List<Outcome> outcomes = new ArrayList<>();
        ended.set(channel);
        if (aligning != NO_CHECKPOINT) {
            completeIfAllArrived(outcomes);
        }
        // The trigger may have overtaken the end of the last channel, which then brings no barrier for it.
        alignWithoutChannels(outcomes);
        return outcomes;
    }

    /** Gives up all checkpoints up to this one: whoever triggered them is gone, and nobody counts their snapshots. */
    public List<Outcome> giveUpTo(long checkpoint) {
        List<Outcome> outcomes = new ArrayList<>();
        if (aligning != NO_CHECKPOINT && aligning <= checkpoint) {
            giveUpPresent(outcomes);
        }
        settled = Math.max(settled, checkpoint);
        return outcomes;
    }

    /** Whether this channel's records have to wait. */
    public boolean isBlocked(int channel) {
        return exactlyOnce && arrived.get(channel);
    }

    /** Whether some barriers have come and others have not. */
    public boolean isAligning() {
        return aligning != NO_CHECKPOINT;
    }

    /** Whether no channel is left that could bring a barrier. */
    public boolean isAtEnd() {
        return ended.cardinality() == channels;
    }

    private void alignWithoutChannels(List<Outcome> outcomes) {
        if (isAtEnd() && triggered > settled) {
            settle(triggered);
            outcomes.add(new Outcome.Aligned(settled));
        }
    }

    private void completeIfAllArrived(List<Outcome> outcomes) {
        BitSet there = (BitSet) arrived.clone();
        there.or(ended);
        if (there.cardinality() == channels) {
            long checkpoint = aligning;
            settle(checkpoint);
            outcomes.add(new Outcome.Aligned(checkpoint));
        }
    }

    private void giveUpPresent(List<Outcome> outcomes) {
        if (aligning != NO_CHECKPOINT) {
            long checkpoint = aligning;
            settle(checkpoint);
            outcomes.add(new Outcome.GivenUp(checkpoint));
        }
    }

    private void settle(long checkpoint) {
        settled = Math.max(settled, checkpoint);
        aligning = NO_CHECKPOINT;
        arrived.clear();
    }
}
