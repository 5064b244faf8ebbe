package dev.selvage.core.taskmanager;

import dev.selvage.core.config.HeartbeatOptions;
import dev.selvage.core.config.TaskManagerOptions;
import dev.selvage.core.config.option.Configuration;
import java.time.Duration;

/**
 * The patience of a TaskManager with leaders and with tasks.
 *
 * @param heartbeatMillis how often it says that it is there, and looks who leads; while it is cut off it looks every second
 * @param silenceMillis after which a leader that says nothing is given up
 * @param leaseMillis how long tasks go on without any leader
 * @param cancellationMillis how long a task may take to stop before the process ends to be rid of it
 */
public record TaskManagerSettings(long heartbeatMillis, long silenceMillis, long leaseMillis, long cancellationMillis) {

    /** Longer than any process lives, and small enough to be added to a time. */
    static final long FOR_EVER = Long.MAX_VALUE / 2;

    /** What the options say. */
    public static TaskManagerSettings of(Configuration configuration) {
        Duration cancellation = configuration.get(TaskManagerOptions.CANCELLATION_TIMEOUT);
        return new TaskManagerSettings(
                configuration.get(HeartbeatOptions.INTERVAL).toMillis(),
                configuration.get(HeartbeatOptions.TIMEOUT).toMillis(),
                configuration.get(TaskManagerOptions.ORPHAN_LEASE).toMillis(),
                cancellation.isZero() ? FOR_EVER : cancellation.toMillis());
    }
}
