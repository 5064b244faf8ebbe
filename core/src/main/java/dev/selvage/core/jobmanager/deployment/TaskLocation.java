package dev.selvage.core.jobmanager.deployment;

import dev.selvage.core.id.TaskId;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.jobmanager.slots.Slot;

/** A task and where it runs. */
public record TaskLocation(TaskId task, Slot slot) {

    public TaskManagerId taskManager() {
        return slot.taskManager();
    }
}
