package dev.selvage.core.taskmanager;

/**
 * The patience of a TaskManager.
 *
 * @param heartbeatMillis how often it says that it is there, and looks who leads
 * @param silenceMillis after which a leader that says nothing counts as gone
 * @param leaseMillis how long its tasks go on without a leader
 * @param cancellationMillis how long a task may take to stop; what does not stop ends with the process
 */
public record TaskManagerSettings(
        long heartbeatMillis, long silenceMillis, long leaseMillis, long cancellationMillis) {}
