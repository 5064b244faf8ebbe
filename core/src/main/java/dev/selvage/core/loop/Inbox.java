package dev.selvage.core.loop;

/** Where any thread may leave a message for a component. */
public interface Inbox<M> {

    /** Leaves a message; it is taken in order with others of the same sender. Never blocks. */
    void put(M message);
}
