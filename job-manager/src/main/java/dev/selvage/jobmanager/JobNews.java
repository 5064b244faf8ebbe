package dev.selvage.jobmanager;

import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.lifecycle.JobResult;

/** Is told what becomes of jobs. Called on the JobManager's loop; returns at once. */
public interface JobNews {

    /** A job has ended, and its result is durable. */
    void ended(JobResult result);

    /** A job needs so many slots more than it has; 0 if it has all. */
    void wantsSlots(JobId job, int missing);

    /** The savepoint that was asked for in this directory is complete. */
    void savepointDone(JobId job, String directory, CheckpointReference savepoint);

    /** The savepoint that was asked for in this directory will not be. */
    void savepointFailed(JobId job, String directory, Failure reason);
}
