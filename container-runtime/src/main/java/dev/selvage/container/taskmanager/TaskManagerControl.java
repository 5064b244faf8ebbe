package dev.selvage.container.taskmanager;

import dev.selvage.core.failure.Failure;
import dev.selvage.core.failure.FaultHandler;
import dev.selvage.core.loop.Inbox;
import dev.selvage.core.message.Peer;
import dev.selvage.core.taskmanager.TaskManagerAction;
import dev.selvage.core.taskmanager.TaskManagerEvent;
import dev.selvage.core.taskmanager.TaskManagerMachine;
import dev.selvage.core.taskmanager.TaskManagerSettings;
import dev.selvage.platform.leadership.HighAvailabilityServices;
import dev.selvage.platform.loop.EventLoop;
import dev.selvage.platform.loop.LoopClock;
import dev.selvage.platform.process.WorkerPool;
import dev.selvage.platform.rpc.ControlClient;
import dev.selvage.platform.rpc.ControlSettings;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;

/** The control side of a TaskManager in a process of its own: its machine on a loop, its tasks, its connection to who leads. */
public final class TaskManagerControl implements Inbox<TaskManagerEvent>, AutoCloseable {

    private final WorkerPool readers;
    private final ControlClient client;
    private final Tasks tasks;
    private final EventLoop<TaskManagerEvent, TaskManagerAction> loop;

    /**
     * A TaskManager that does not run yet.
     *
     * @param self where others reach its data plane
     * @param tasksOf makes its tasks, which tell what becomes of them to the inbox
     * @param exit is told on the loop that the process is to end
     */
    public TaskManagerControl(
            Peer self,
            int slots,
            TaskManagerSettings settings,
            ControlSettings connections,
            HighAvailabilityServices services,
            Function<Inbox<TaskManagerEvent>, Tasks> tasksOf,
            Consumer<Failure> exit,
            FaultHandler faults) {
        this.readers = new WorkerPool("leader-record", 1, faults);
        this.client = ControlClient.start(connections, this, faults);
        this.tasks = tasksOf.apply(this);
        this.loop = new EventLoop<>(
                "taskmanager",
                new TaskManagerMachine(self, slots, settings),
                new TaskManagerBody(new ControlLeaderLink(client, services, readers, this), tasks, exit),
                new LoopClock(),
                new SplittableRandom(),
                faults);
    }

    public void start() {
        loop.start();
    }

    @Override
    public void put(TaskManagerEvent message) {
        loop.put(message);
    }

    /** First what decides: nobody starts a task or dials while all is being stopped. */
    @Override
    public void close() {
        try (readers;
                client;
                tasks) {
            loop.close();
        }
    }
}
