package dev.selvage.local;

import dev.selvage.container.taskmanager.TaskManagerBody;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.failure.FaultHandler;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.loop.Inbox;
import dev.selvage.core.taskmanager.TaskManagerAction;
import dev.selvage.core.taskmanager.TaskManagerEvent;
import dev.selvage.core.taskmanager.TaskManagerMachine;
import dev.selvage.core.taskmanager.TaskManagerSettings;
import dev.selvage.platform.loop.EventLoop;
import dev.selvage.platform.loop.LoopClock;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** One TaskManager of this JVM: its control side on a loop, and its tasks. */
final class TaskManagerLoop implements Inbox<TaskManagerEvent>, AutoCloseable {

    private final TaskManagerId id;
    private final TaskRuntime.Member member;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final EventLoop<TaskManagerEvent, TaskManagerAction> loop;

    /**
     * A TaskManager that does not run yet.
     *
     * @param exit is told on its loop that its process is to end
     */
    TaskManagerLoop(
            TaskManagerId id,
            int slots,
            TaskManagerSettings settings,
            LocalLinks links,
            TaskRuntime runtime,
            Consumer<Failure> exit,
            FaultHandler faults)
            throws IOException {
        this.id = id;
        this.member = runtime.join(id, this, faults);
        this.loop = new EventLoop<>(
                "local-" + id,
                new TaskManagerMachine(member.self(), slots, settings),
                new TaskManagerBody(links.linkOf(this), member.tasks(), exit),
                new LoopClock(),
                new SplittableRandom(),
                faults);
    }

    TaskManagerId id() {
        return id;
    }

    void start() {
        loop.start();
    }

    @Override
    public void put(TaskManagerEvent message) {
        loop.put(message);
    }

    /** The control side first: nobody starts a task while all are being stopped. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            loop.close();
        } finally {
            try {
                member.tasks().close();
            } finally {
                member.rest().run();
            }
        }
    }
}
