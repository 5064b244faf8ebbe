package dev.selvage.core.jobmanager;

/**
 * The patience of a JobManager with TaskManagers.
 *
 * @param heartbeatMillis how often it says that it is there
 * @param silenceMillis after which a TaskManager that says nothing counts as lost
 * @param returnMillis how long one whose connection broke may take to come back
 */
public record SessionSettings(long heartbeatMillis, long silenceMillis, long returnMillis) {}
