package dev.selvage.benchmarks.scale;

import dev.selvage.container.taskmanager.ControlLeaderLink;
import dev.selvage.container.taskmanager.LeaderLink;
import dev.selvage.container.taskmanager.TaskManagerBody;
import dev.selvage.core.failure.FaultHandler;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.loop.Inbox;
import dev.selvage.core.message.Peer;
import dev.selvage.core.message.TaskManagerMessage;
import dev.selvage.core.taskmanager.TaskManagerAction;
import dev.selvage.core.taskmanager.TaskManagerEvent;
import dev.selvage.core.taskmanager.TaskManagerMachine;
import dev.selvage.core.taskmanager.TaskManagerSettings;
import dev.selvage.platform.leadership.HighAvailabilityServices;
import dev.selvage.platform.loop.EventLoop;
import dev.selvage.platform.loop.LoopClock;
import dev.selvage.platform.rpc.ControlClient;
import dev.selvage.platform.rpc.ControlSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Executor;

/**
 * The control side of a TaskManager as it is in its process: the machine on a loop of its own, a connection of its own, a port
 * by which others see that it lives. Only its tasks are {@linkplain StandInTasks others}.
 */
final class StandIn implements Inbox<TaskManagerEvent>, AutoCloseable {

    private final Traffic traffic;
    private final ServerSocket dataPort;
    private final ControlClient client;
    private final StandInTasks tasks;
    private final EventLoop<TaskManagerEvent, TaskManagerAction> loop;

    /**
     * What all of them have in common.
     *
     * @param readers read the leader's record, for all of them
     */
    record Surroundings(
            int slots,
            TaskManagerSettings settings,
            ControlSettings connections,
            HighAvailabilityServices services,
            Executor readers,
            FaultHandler faults) {}

    StandIn(Surroundings surroundings, Traffic traffic) throws IOException {
        this.traffic = traffic;
        this.dataPort = new ServerSocket();
        dataPort.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Peer self = new Peer(new TaskManagerId("localhost-" + UUID.randomUUID()), "127.0.0.1", dataPort.getLocalPort());
        this.client = ControlClient.start(surroundings.connections(), this, surroundings.faults());
        this.tasks = new StandInTasks(this, traffic);
        this.loop = new EventLoop<>(
                "taskmanager",
                new TaskManagerMachine(self, surroundings.slots(), surroundings.settings()),
                new TaskManagerBody(
                        counted(new ControlLeaderLink(client, surroundings.services(), surroundings.readers(), this)),
                        tasks,
                        reason -> surroundings
                                .faults()
                                .onFault(self.taskManager().toString(), new IllegalStateException(reason.toString()))),
                new LoopClock(),
                new SplittableRandom(),
                surroundings.faults());
    }

    private LeaderLink counted(LeaderLink link) {
        return new LeaderLink() {
            @Override
            public void lookForLeader() {
                link.lookForLeader();
            }

            @Override
            public void dial(String address) {
                link.dial(address);
            }

            @Override
            public void hangUp(long connection) {
                link.hangUp(connection);
            }

            @Override
            public void say(long connection, TaskManagerMessage message) {
                traffic.said();
                link.say(connection, message);
            }
        };
    }

    void start() {
        loop.start();
    }

    /** Lets one of its tasks fail; returns whether it has any. */
    boolean failOne() {
        return tasks.failOne();
    }

    @Override
    public void put(TaskManagerEvent event) {
        if (event instanceof TaskManagerEvent.Heard heard) {
            traffic.heard(heard.message());
        }
        loop.put(event);
    }

    @Override
    public void close() throws IOException {
        try (dataPort;
                client) {
            loop.close();
        }
    }
}
