package dev.selvage.container.taskmanager;

import dev.selvage.core.message.TaskManagerMessage;

/**
 * How a TaskManager reaches whoever leads. Every method is called on the control loop and returns at once; what comes of it
 * is told as a {@link dev.selvage.core.taskmanager.TaskManagerEvent}: the leader found, connected, disconnected, heard. What
 * is heard on one connection comes in the order in which it was said.
 */
public interface LeaderLink {

    /** Reads the leader's record; answered by who leads, or not at all. */
    void lookForLeader();

    /** Connects to a leader; answered by connected with a number never used before, or by disconnected. */
    void dial(String address);

    /** Closes a connection; nothing more is heard on it. */
    void hangUp(long connection);

    /** Says something to the leader, after what was said before; lost if the connection is over. */
    void say(long connection, TaskManagerMessage message);
}
