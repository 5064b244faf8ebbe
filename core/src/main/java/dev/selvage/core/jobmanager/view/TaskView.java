package dev.selvage.core.jobmanager.view;

import dev.selvage.core.id.SubtaskId;
import dev.selvage.core.jobmanager.deployment.TaskLocation;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a task stands.
 *
 * @param location where it runs, or ran last; nothing if it waits for a slot
 * @param startedAtMillis when its present deployment began, or was taken over from another leader
 * @param endedAtMillis when it was heard that it is over
 */
public record TaskView(
        SubtaskId subtask,
        TaskPhase phase,
        Optional<TaskLocation> location,
        OptionalLong startedAtMillis,
        OptionalLong endedAtMillis) {}
