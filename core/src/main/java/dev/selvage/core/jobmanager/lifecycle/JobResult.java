package dev.selvage.core.jobmanager.lifecycle;

import dev.selvage.core.config.CheckpointOptions;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.JobId;
import java.util.Optional;

/**
 * How a job ended.
 *
 * @param status finished, cancelled or failed
 * @param reason why it failed, if it did
 */
public record JobResult(JobId job, JobStatus status, Optional<Failure> reason) {

    /** Whether the job's last checkpoints stay, if this is what was wanted of them. */
    public boolean leavesCheckpoints(CheckpointOptions.Retention wanted) {
        return switch (wanted) {
            case NO_EXTERNALIZED_CHECKPOINTS -> false;
            case DELETE_ON_CANCELLATION -> status == JobStatus.FAILED;
            case RETAIN_ON_CANCELLATION -> status == JobStatus.FAILED || status == JobStatus.CANCELLED;
        };
    }
}
