package dev.selvage.core.jobmanager;

import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.checkpoint.Manifest;
import dev.selvage.core.checkpoint.Pointer;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.jobmanager.deployment.DeploymentRecord;
import dev.selvage.core.jobmanager.lifecycle.JobResult;
import dev.selvage.core.jobmanager.lifecycle.JobStatus;
import dev.selvage.core.message.CheckpointOrder;
import dev.selvage.core.message.LeaderMessage;
import java.util.OptionalLong;

/**
 * What a job's machine wants done. A write whose outcome was unknown is wanted again, the same, and may take effect long after
 * that; so whoever carries them out sees to it that what is there never goes back: a deployment record is not replaced by one
 * of a lower number, nor a pointer by one with an older newest checkpoint.
 */
public sealed interface JobAction {

    /** Say this to a TaskManager on the connection that it has now; if it has none, nothing is said. */
    record Say(TaskManagerId to, LeaderMessage message) implements JobAction {}

    /** The job needs so many slots more than it has; 0 if it has all. */
    record WantSlots(int missing) implements JobAction {}

    /** The job waits for slots that this cluster may not have; said once, until it has all that it needs. */
    record WaitsInVain(Failure reason) implements JobAction {}

    /** Record a deployment under this leader's epoch; answered by {@link JobEvent.DeploymentWritten}. */
    record WriteDeployment(DeploymentRecord record) implements JobAction {}

    /** This checkpoint's manifest will be wanted, if nothing goes wrong: get ready for it. Not answered, and needs not be done. */
    record PrepareManifest(CheckpointOrder order) implements JobAction {}

    /** Write a manifest without overwriting; answered by {@link JobEvent.ManifestWritten}. */
    record WriteManifest(Manifest manifest, CheckpointOrder order) implements JobAction {}

    /** Write the pointer under this leader's epoch; answered by {@link JobEvent.PointerWritten}. */
    record WritePointer(Pointer pointer, CheckpointId decides) implements JobAction {}

    /** Delete a checkpoint with all that it has; not answered, since whatever is left is swept up later. */
    record DeleteCheckpoint(CheckpointReference checkpoint) implements JobAction {}

    /** Delete whatever this leader's tasks wrote for a checkpoint that came to nothing; not answered. */
    record DeleteAborted(CheckpointOrder order) implements JobAction {}

    /** Tell the user that the savepoint that was asked for in this directory is complete. */
    record SavepointDone(String directory, CheckpointReference savepoint) implements JobAction {}

    /** Tell the user that the savepoint that was asked for in this directory will not be. */
    record SavepointFailed(String directory, Failure reason) implements JobAction {}

    /** Take note that the job stands there now. */
    record StatusChanged(JobStatus status) implements JobAction {}

    /**
     * Take note that something has gone wrong, and what happens next.
     *
     * @param restartsInMillis when what it has stopped starts again; nothing if it does not
     */
    record Failed(Failure reason, OptionalLong restartsInMillis) implements JobAction {}

    /** Write the job's result under this leader's epoch; answered by {@link JobEvent.ResultWritten}. */
    record WriteResult(JobResult result) implements JobAction {}

    /** The result is durable: the job may be forgotten. */
    record Ended(JobResult result) implements JobAction {}

    /**
     * Nothing of the job runs any more, and it is set apart: it cannot go on from its newest checkpoint, and must not go on from an
     * older one. The next leader tries once more; until then its user may give it up.
     */
    record Suspended(Failure reason) implements JobAction {}

    /** A write was refused: a higher epoch has come, and this process does not lead any more. */
    record StepDown() implements JobAction {}
}
