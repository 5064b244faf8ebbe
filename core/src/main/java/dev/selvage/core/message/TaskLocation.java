package dev.selvage.core.message;

import dev.selvage.core.id.TaskId;
import dev.selvage.core.id.TaskManagerId;

/** A task and where it runs. */
public record TaskLocation(TaskId task, TaskManagerId taskManager) {}
