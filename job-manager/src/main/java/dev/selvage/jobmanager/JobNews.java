package dev.selvage.jobmanager;

import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.lifecycle.JobResult;
import dev.selvage.core.jobmanager.lifecycle.JobStatus;
import dev.selvage.core.jobmanager.view.ClusterView;
import java.util.OptionalLong;

/** Is told what becomes of jobs. Called on the JobManager's loop; returns at once. */
public interface JobNews {

    /** A job has ended, and its result is durable. */
    void ended(JobResult result);

    /** A job is set apart: it cannot go on, and nothing of it runs, until somebody decides what is to become of it. */
    void suspended(JobId job, Failure reason);

    /** A job stands there from now on. */
    default void statusChanged(JobId job, JobStatus status) {}

    /** Something of a job has gone wrong; what it has stopped starts again after a pause, if there is one. */
    default void failed(JobId job, Failure reason, OptionalLong restartsInMillis) {}

    /** A job needs so many slots more than it has; 0 if it has all. */
    void wantsSlots(JobId job, int missing);

    /** A job waits for slots that this cluster may not have. */
    default void waitsInVain(JobId job, Failure reason) {}

    /** The savepoint that was asked for in this directory is complete. */
    void savepointDone(JobId job, String directory, CheckpointReference savepoint);

    /** The savepoint that was asked for in this directory will not be. */
    void savepointFailed(JobId job, String directory, Failure reason);

    /** How things stood when somebody asked under this number. */
    default void shown(long request, ClusterView view) {}
}
