package dev.selvage.core.jobmanager.containers;

import dev.selvage.core.id.TaskManagerId;

/**
 * A container as whoever grants it describes it.
 *
 * @param id also the name of the TaskManager that runs in it
 * @param node where it is
 */
public record Container(TaskManagerId id, String node, int memoryMegabytes) {}
