package dev.selvage.core.message;

import dev.selvage.core.checkpoint.TaskRestore;
import dev.selvage.core.id.TaskId;
import java.util.Optional;

/**
 * One task to start.
 *
 * @param slot of its TaskManager, counted from 0; tasks of one slot share its memory
 * @param restore what it begins with; nothing if it starts from the beginning
 */
public record TaskDeployment(TaskId task, int slot, Optional<TaskRestore> restore) {}
