package dev.selvage.core.jobmanager;

import dev.selvage.core.config.HeartbeatOptions;
import dev.selvage.core.config.ResourceOptions;
import dev.selvage.core.config.RestOptions;
import dev.selvage.core.config.option.Configuration;

/**
 * The patience of a JobManager with TaskManagers, and how jobs share them.
 *
 * @param heartbeatMillis how often it says that it is there
 * @param silenceMillis after which a TaskManager that says nothing counts as lost
 * @param returnMillis how long one whose connection broke may take to come back
 * @param isolateJobs whether no two jobs may share a TaskManager
 * @param checkpointHistory how many past checkpoints of each job people can look at
 */
public record SessionSettings(
        long heartbeatMillis, long silenceMillis, long returnMillis, boolean isolateJobs, int checkpointHistory) {

    private static final int USUAL_HISTORY = 10;

    /** Those of a cluster whose jobs may share TaskManagers. */
    public SessionSettings(long heartbeatMillis, long silenceMillis, long returnMillis) {
        this(heartbeatMillis, silenceMillis, returnMillis, false);
    }

    /** Those of a cluster that remembers as much as is usual. */
    public SessionSettings(long heartbeatMillis, long silenceMillis, long returnMillis, boolean isolateJobs) {
        this(heartbeatMillis, silenceMillis, returnMillis, isolateJobs, USUAL_HISTORY);
    }

    /** What the options say; somebody whose connection broke gets as long as somebody who has fallen silent. */
    public static SessionSettings of(Configuration configuration) {
        long timeoutMillis = configuration.get(HeartbeatOptions.TIMEOUT).toMillis();
        return new SessionSettings(
                configuration.get(HeartbeatOptions.INTERVAL).toMillis(),
                timeoutMillis,
                timeoutMillis,
                configuration.get(ResourceOptions.ISOLATE_JOBS),
                configuration.get(RestOptions.CHECKPOINTS_HISTORY));
    }
}
