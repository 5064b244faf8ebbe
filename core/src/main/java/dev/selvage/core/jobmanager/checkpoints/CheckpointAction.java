package dev.selvage.core.jobmanager.checkpoints;

import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.checkpoint.Manifest;
import dev.selvage.core.checkpoint.Pointer;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.message.CheckpointOrder;
import java.util.List;

/** What the coordinator wants done; sent, stored or routed by the job's machine. */
public sealed interface CheckpointAction {

    /** Tell these tasks that a checkpoint will come, if nothing comes between. */
    record Announce(CheckpointOrder order, List<TaskId> tasks) implements CheckpointAction {

        public Announce {
            tasks = List.copyOf(tasks);
        }
    }

    /** Let these tasks take part in a checkpoint. */
    record Trigger(CheckpointOrder order, List<TaskId> tasks) implements CheckpointAction {

        public Trigger {
            tasks = List.copyOf(tasks);
        }
    }

    /** Write the manifest, and tell the outcome. */
    record WriteManifest(Manifest manifest, CheckpointOrder order) implements CheckpointAction {}

    /** Write the pointer where this leader's epoch still holds, and tell the outcome. */
    record WritePointer(Pointer pointer, CheckpointId decides) implements CheckpointAction {}

    /** Let these tasks, which took part, commit. */
    record TellDecided(CheckpointId checkpoint, List<TaskId> tasks) implements CheckpointAction {

        public TellDecided {
            tasks = List.copyOf(tasks);
        }
    }

    /** Let nobody wait for its barriers; people can see why. */
    record TellAborted(CheckpointId checkpoint, Failure reason) implements CheckpointAction {}

    /** Delete a checkpoint that no pointer names any more. */
    record DeleteObsolete(CheckpointReference checkpoint) implements CheckpointAction {}

    /** Delete whatever tasks wrote for a checkpoint that came to nothing. */
    record DeleteAborted(CheckpointOrder order) implements CheckpointAction {}

    /** Too many checkpoints in a row have failed: restart the job. */
    record FailJob(Failure reason) implements CheckpointAction {}

    /** The savepoint that was asked for in this directory is complete. */
    record SavepointDone(String directory, CheckpointReference savepoint) implements CheckpointAction {}

    /** The savepoint that was asked for in this directory will not be. */
    record SavepointFailed(String directory, Failure reason) implements CheckpointAction {}

    /** A leader of a higher epoch is at work: decide nothing any more. */
    record Superseded() implements CheckpointAction {}
}
