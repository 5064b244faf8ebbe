package dev.selvage.local;

import dev.selvage.container.taskmanager.LeaderLink;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.jobmanager.JobManagerEvent;
import dev.selvage.core.loop.Inbox;
import dev.selvage.core.message.LeaderMessage;
import dev.selvage.core.message.Peer;
import dev.selvage.core.message.TaskManagerMessage;
import dev.selvage.core.taskmanager.TaskManagerEvent;
import dev.selvage.jobmanager.TaskManagerLinks;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Connections within one JVM: whatever is said lies in the other's inbox at once, so that it is heard in order and never lost.
 * Each end is used by its own loop; a connection that is over is not in the table any more.
 */
final class LocalLinks implements TaskManagerLinks {

    private static final String ADDRESS = "local";

    private final LeaderEpoch epoch;
    private final Inbox<JobManagerEvent> jobManager;
    private final AtomicLong connections = new AtomicLong();
    private final ConcurrentHashMap<Long, Inbox<TaskManagerEvent>> standing = new ConcurrentHashMap<>();

    LocalLinks(LeaderEpoch epoch, Inbox<JobManagerEvent> jobManager) {
        this.epoch = epoch;
        this.jobManager = jobManager;
    }

    /** The end of a TaskManager with this inbox. */
    LeaderLink linkOf(Inbox<TaskManagerEvent> taskManager) {
        return new LeaderLink() {
            @Override
            public void lookForLeader() {
                taskManager.put(new TaskManagerEvent.LeaderFound(epoch, ADDRESS));
            }

            @Override
            public void dial(String address) {
                long connection = connections.incrementAndGet();
                standing.put(connection, taskManager);
                taskManager.put(new TaskManagerEvent.Connected(connection));
            }

            @Override
            public void hangUp(long connection) {
                if (standing.remove(connection) != null) {
                    jobManager.put(new JobManagerEvent.Disconnected(connection));
                }
            }

            @Override
            public void say(long connection, TaskManagerMessage message) {
                if (standing.containsKey(connection)) {
                    jobManager.put(new JobManagerEvent.Heard(connection, message));
                }
            }
        };
    }

    /** A TaskManager is no more, and so is its end of every connection. */
    void forget(Inbox<TaskManagerEvent> taskManager) {
        standing.values().removeIf(end -> end == taskManager);
    }

    @Override
    public void send(long connection, LeaderMessage message) {
        Inbox<TaskManagerEvent> taskManager = standing.get(connection);
        if (taskManager != null) {
            taskManager.put(new TaskManagerEvent.Heard(connection, message));
        }
    }

    @Override
    public void hangUp(long connection) {
        Inbox<TaskManagerEvent> taskManager = standing.remove(connection);
        if (taskManager != null) {
            taskManager.put(new TaskManagerEvent.Disconnected(connection));
        }
    }

    /** Whoever ends a TaskManager of this JVM tells that by itself. */
    @Override
    public void probe(Peer taskManager) {}
}
