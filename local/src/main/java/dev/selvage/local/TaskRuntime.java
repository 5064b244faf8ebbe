package dev.selvage.local;

import dev.selvage.container.taskmanager.Tasks;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.loop.Inbox;
import dev.selvage.core.message.Peer;
import dev.selvage.core.taskmanager.TaskManagerEvent;

/** Makes what runs the tasks of each TaskManager: the real thing, or in tests one that does as it is told. */
interface TaskRuntime {

    /** Makes the tasks of a TaskManager; their outcomes go to its control side. */
    Member join(TaskManagerId taskManager, Inbox<TaskManagerEvent> control);

    /**
     * The tasks of one TaskManager.
     *
     * @param self where other TaskManagers reach its data plane
     */
    record Member(Peer self, Tasks tasks) {}
}
