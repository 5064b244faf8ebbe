package dev.selvage.container.exchange;

import dev.selvage.core.message.CheckpointOrder;

/** What travels between records. Events are few and small, so they need no credit and are never held back. */
public sealed interface Event extends Element {
    /** The watermark of an input that no record has come through yet. */
    long BEFORE_ALL_TIME = Long.MIN_VALUE;

    /** The watermark behind the last record of a bounded input: every window and timer fires. */
    long END_OF_TIME = Long.MAX_VALUE;

    /** No record with a timestamp up to this one follows, other than late ones. */
    record Watermark(long millis) implements Event {}

    /** The cut of a checkpoint: what lies before it counts into the snapshot, what lies behind does not. */
    record Barrier(CheckpointOrder order) implements Event {
        /** The number of its checkpoint. */
        public long checkpoint() {
            return order.checkpoint().number();
        }
    }

    /** A checkpoint that will not be: whoever waits for the rest of its barriers goes on. */
    record CheckpointCancelled(long checkpoint) implements Event {}

    /** This channel says nothing about event time until its next record or watermark. */
    record Idle() implements Event {}

    /** The last element of a channel whose producer has come to its end. */
    record EndOfInput() implements Event {}
}
