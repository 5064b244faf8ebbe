package dev.selvage.jobmanager;

import dev.selvage.core.message.LeaderMessage;
import dev.selvage.core.message.Peer;

/**
 * The connections that TaskManagers have dialled. Every method is called on the JobManager's loop and returns at once; what is
 * heard, and that a connection is over, is told as a {@link dev.selvage.core.jobmanager.JobManagerEvent}.
 */
public interface TaskManagerLinks {

    /** Says something on a connection, after what was said before; lost if it is over. */
    void send(long connection, LeaderMessage message);

    /** Closes a connection. */
    void hangUp(long connection);

    /** Looks whether a TaskManager that is not connected is dead, and tells that if it is. */
    void probe(Peer taskManager);
}
