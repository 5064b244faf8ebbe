package dev.selvage.container.taskmanager;

import dev.selvage.core.loop.Inbox;
import dev.selvage.core.message.TaskManagerMessage;
import dev.selvage.core.taskmanager.TaskManagerEvent;
import dev.selvage.platform.leadership.HighAvailabilityServices;
import dev.selvage.platform.rpc.ControlClient;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** The leader in a process of its own: found by its record, reached by a control connection. */
public final class ControlLeaderLink implements LeaderLink {

    private static final Logger LOG = LogManager.getLogger(ControlLeaderLink.class);

    private final ControlClient client;
    private final HighAvailabilityServices services;
    private final Executor readers;
    private final Inbox<TaskManagerEvent> inbox;
    private final AtomicBoolean looking = new AtomicBoolean();

    /**
     * A link that is not connected yet.
     *
     * @param client leaves what becomes of connections in the same inbox
     * @param readers reads the record, which may block
     */
    public ControlLeaderLink(
            ControlClient client, HighAvailabilityServices services, Executor readers, Inbox<TaskManagerEvent> inbox) {
        this.client = client;
        this.services = services;
        this.readers = readers;
        this.inbox = inbox;
    }

    /** Where reading takes longer than it is asked for, one look at a time answers all that asked meanwhile. */
    @Override
    public void lookForLeader() {
        if (!looking.getAndSet(true)) {
            readers.execute(this::look);
        }
    }

    private void look() {
        try {
            services.leader()
                    .ifPresent(leader -> inbox.put(new TaskManagerEvent.LeaderFound(leader.epoch(), leader.control())));
        } catch (IOException e) {
            LOG.warn("Expected to read who leads, found that this is not possible; it is tried again.", e);
        } finally {
            looking.set(false);
        }
    }

    @Override
    public void dial(String address) {
        client.dial(address);
    }

    @Override
    public void hangUp(long connection) {
        client.hangUp(connection);
    }

    @Override
    public void say(long connection, TaskManagerMessage message) {
        client.say(connection, message);
    }
}
