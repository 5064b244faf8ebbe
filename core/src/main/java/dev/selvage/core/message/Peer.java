package dev.selvage.core.message;

import dev.selvage.core.id.TaskManagerId;

/** A TaskManager and where others reach its data plane. */
public record Peer(TaskManagerId taskManager, String host, int dataPort) {}
