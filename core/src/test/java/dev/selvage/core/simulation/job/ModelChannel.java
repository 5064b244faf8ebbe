package dev.selvage.core.simulation.job;

import dev.selvage.core.id.TaskId;
import dev.selvage.core.message.CheckpointOrder;
import java.util.ArrayDeque;

/** The way from one task to another, in order. It breaks when one of them is gone before its time; what is on its way is lost then. */
final class ModelChannel {

    private static final int ROOM = 24;

    final TaskId producer;
    final TaskId consumer;
    private final ArrayDeque<Item> items = new ArrayDeque<>();
    private boolean broken;

    /** What travels in a channel. */
    sealed interface Item {
        /** A record. */
        record Element(ModelRecord record) implements Item {}

        /** What comes behind belongs to the next checkpoint. */
        record Barrier(CheckpointOrder order) implements Item {}

        /** The checkpoint will not be. */
        record Cancelled(long checkpoint) implements Item {}

        /** Nothing comes any more. */
        record End() implements Item {}
    }

    ModelChannel(TaskId producer, TaskId consumer) {
        this.producer = producer;
        this.consumer = consumer;
    }

    boolean hasRoom() {
        return items.size() < ROOM;
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    boolean isBroken() {
        return broken;
    }

    void put(Item item) {
        if (!broken) {
            items.add(item);
        }
    }

    Item take() {
        return items.remove();
    }

    void breakUp() {
        broken = true;
        items.clear();
    }
}
