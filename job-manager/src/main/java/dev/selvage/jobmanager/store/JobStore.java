package dev.selvage.jobmanager.store;

import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.checkpoint.Manifest;
import dev.selvage.core.checkpoint.Pointer;
import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.deployment.DeploymentRecord;
import dev.selvage.core.jobmanager.lifecycle.JobResult;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.core.message.CheckpointOrder;
import java.util.Optional;

/**
 * What one leader writes of its jobs. A method may block and does not throw: what came of a write is its outcome. Writes of
 * unknown fate are repeated and may take effect late, so nothing ever goes back: a deployment record is not replaced by one of
 * a lower number, nor a pointer by one with an older newest checkpoint.
 */
public interface JobStore {

    /** Records what is deployed where. */
    WriteOutcome writeDeployment(DeploymentRecord record);

    /** The manifest of this checkpoint is to be written in a while: what takes time may be done before. May be left out. */
    default void prepareManifest(JobId job, CheckpointOrder order) {}

    /** No manifest that was announced will be written: what was done before is undone. */
    default void giveUpPrepared(JobId job) {}

    /** Writes a manifest where none is. Written again the same, it is written. */
    StoredManifest writeManifest(Manifest manifest, CheckpointOrder order);

    /** Writes the pointer that decides a checkpoint. */
    WriteOutcome writePointer(Pointer pointer);

    /** Writes how a job ended. */
    WriteOutcome writeResult(JobResult result);

    /** Deletes a checkpoint that no pointer names any more, as far as it can. */
    void deleteCheckpoint(CheckpointReference checkpoint);

    /** Deletes what this leader's tasks wrote for a checkpoint that came to nothing, as far as it can. */
    void deleteAborted(JobId job, CheckpointOrder order);

    /** Deletes what later decisions about a job have replaced, as far as it can; nobody waits for it. */
    default void deleteSuperseded(JobId job) {}

    /**
     * What came of writing a manifest.
     *
     * @param reference what to name it by, if it is written
     */
    record StoredManifest(WriteOutcome outcome, Optional<CheckpointReference> reference) {

        static StoredManifest written(CheckpointReference reference) {
            return new StoredManifest(WriteOutcome.WRITTEN, Optional.of(reference));
        }

        static StoredManifest not(WriteOutcome outcome) {
            return new StoredManifest(outcome, Optional.empty());
        }
    }
}
