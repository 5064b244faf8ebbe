package dev.selvage.container.task;

import dev.selvage.container.exchange.Event;
import dev.selvage.core.checkpoint.BarrierAlignment;
import dev.selvage.core.checkpoint.BarrierAlignment.Outcome;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.message.CheckpointOrder;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A task's part in checkpoints: waits for barriers, passes them on, and takes the snapshot between two records. */
final class Cuts {
    private final BarrierAlignment alignment;
    private final Chain chain;
    private final Snapshots snapshots;
    /** What was ordered and is not settled; known from the barrier or from the trigger, whichever came first. */
    private final TreeMap<Long, CheckpointOrder> orders = new TreeMap<>();

    @SuppressWarnings("NullAway.Init") // Given before the first barrier; it holds this in its turn.
    private Head head;

    private Optional<CheckpointId> firstAtEnd = Optional.empty();

    Cuts(BarrierAlignment alignment, Chain chain, Snapshots snapshots) {
        this.alignment = alignment;
        this.chain = chain;
        this.snapshots = snapshots;
    }

    /** Tells whose place among the records is part of the snapshot. */
    void of(Head reader) {
        head = reader;
    }

    /** Takes the state of a task as it is now. */
    interface Snapshots {
        void take(CheckpointOrder order, boolean atEnd);
    }

    void triggered(CheckpointOrder order) {
        orders.putIfAbsent(order.checkpoint().number(), order);
        settle(alignment.triggered(order.checkpoint().number()));
    }

    void barrier(int channel, CheckpointOrder order) {
        orders.putIfAbsent(order.checkpoint().number(), order);
        settle(alignment.barrier(channel, order.epoch(), order.checkpoint().number()));
        if (!alignment.isAligning()) {
            // It was the last, or came too late: either way nothing is awaited for this one.
            orders.headMap(order.checkpoint().number(), true).clear();
        }
    }

    void cancelled(long checkpoint) {
        settle(alignment.cancelled(checkpoint));
    }

    void ended(int channel) {
        settle(alignment.ended(channel));
    }

    void giveUpTo(CheckpointId checkpoint) {
        settle(alignment.giveUpTo(checkpoint.number()));
        // Also those of which no barrier has come yet: nothing is left to wait for.
        orders.headMap(checkpoint.number(), true).clear();
    }

    void heedFrom(LeaderEpoch leader) {
        settle(alignment.heedFrom(leader));
        orders.values().removeIf(order -> order.epoch().compareTo(leader) < 0);
    }

    boolean isBlocked(int channel) {
        return alignment.isBlocked(channel);
    }

    /** Whether a checkpoint was ordered whose barriers have not all come: whatever waits in channels is worth a look. */
    boolean isAwaited() {
        return !orders.isEmpty();
    }

    /** Whether the task has nothing left to do once this checkpoint is decided: it was taken behind the last record. */
    boolean isDoneWith(CheckpointId decided) {
        return firstAtEnd.filter(first -> first.compareTo(decided) <= 0).isPresent();
    }

    private void settle(List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            CheckpointOrder order = orders.get(outcome.checkpoint());
            orders.headMap(outcome.checkpoint(), true).clear();
            if (outcome instanceof Outcome.Aligned && order != null) {
                cut(order);
            } else {
                chain.broadcast(new Event.CheckpointCancelled(outcome.checkpoint()));
            }
        }
    }

    private void cut(CheckpointOrder order) {
        chain.beforeBarrier();
        // First the barrier, so that everybody behind begins to align while this task takes its snapshot.
        chain.broadcast(new Event.Barrier(order));
        if (chain.isAtEnd() && firstAtEnd.isEmpty()) {
            firstAtEnd = Optional.of(order.checkpoint());
        }
        head.prepareSnapshot(order.checkpoint());
        chain.prepareSnapshot(order.checkpoint());
        snapshots.take(order, chain.isAtEnd());
    }
}
