package dev.selvage.local;

import dev.selvage.container.taskmanager.Tasks;
import dev.selvage.core.failure.FaultHandler;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.loop.Inbox;
import dev.selvage.core.message.Peer;
import dev.selvage.core.taskmanager.TaskManagerEvent;
import java.io.IOException;

/** Makes what runs the tasks of each TaskManager: the real thing, or in tests one that does as it is told. */
interface TaskRuntime extends AutoCloseable {

    /** Makes the tasks of a TaskManager; their outcomes go to its control side. */
    Member join(TaskManagerId taskManager, Inbox<TaskManagerEvent> control, FaultHandler faults) throws IOException;

    /** Lets go of what the TaskManagers shared, when none of them is left. */
    @Override
    void close() throws IOException;

    /**
     * The tasks of one TaskManager.
     *
     * @param self where other TaskManagers reach its data plane
     * @param rest what the tasks needed, closed after them
     */
    record Member(Peer self, Tasks tasks, Runnable rest) {}
}
