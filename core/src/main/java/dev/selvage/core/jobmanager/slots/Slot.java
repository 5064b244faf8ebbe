package dev.selvage.core.jobmanager.slots;

import dev.selvage.core.id.TaskManagerId;

/** Room for subtasks in a TaskManager; counted there from 0. */
public record Slot(TaskManagerId taskManager, int index) {}
