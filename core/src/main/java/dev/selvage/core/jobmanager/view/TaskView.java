package dev.selvage.core.jobmanager.view;

import dev.selvage.core.id.SubtaskId;
import dev.selvage.core.jobmanager.deployment.TaskLocation;
import java.util.Optional;

/**
 * How a task stands.
 *
 * @param location where it runs, or ran last; nothing if it waits for a slot
 */
public record TaskView(SubtaskId subtask, TaskPhase phase, Optional<TaskLocation> location) {}
