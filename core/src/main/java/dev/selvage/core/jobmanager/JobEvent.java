package dev.selvage.core.jobmanager;

import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.DeploymentNumber;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.core.message.TaskManagerMessage;
import java.util.Optional;

/** What a job's machine can be told. */
public sealed interface JobEvent {

    /** A TaskManager said something on the connection that it has now; a hello if it has just connected. */
    record Heard(TaskManagerId from, TaskManagerMessage message) implements JobEvent {}

    /** The connection to a TaskManager is over; it may come back with another hello. */
    record Disconnected(TaskManagerId taskManager) implements JobEvent {}

    /** A TaskManager is gone, or has been silent for too long. */
    record TaskManagerLost(TaskManagerId taskManager, Failure reason) implements JobEvent {}

    /** What came of recording a deployment. */
    record DeploymentWritten(DeploymentNumber deployment, WriteOutcome outcome) implements JobEvent {}

    /**
     * What came of writing a manifest.
     *
     * @param reference what to name it by, if and only if it is written
     */
    record ManifestWritten(CheckpointId checkpoint, WriteOutcome outcome, Optional<CheckpointReference> reference)
            implements JobEvent {

        public ManifestWritten {
            if ((outcome == WriteOutcome.WRITTEN) != reference.isPresent()) {
                throw new IllegalArgumentException(
                        "expected a reference of a manifest that is written, and of no other, but found " + reference
                                + " of one that is " + outcome);
            }
        }
    }

    /** What came of writing the pointer that decides a checkpoint. */
    record PointerWritten(CheckpointId checkpoint, WriteOutcome outcome) implements JobEvent {}

    /** What came of writing the job's result. */
    record ResultWritten(WriteOutcome outcome) implements JobEvent {}

    /** What the user wants of the job; recorded before anybody hears of it, since the next leader has to know too. */
    sealed interface Asked extends JobEvent {}

    /** The job is to stop. */
    record CancelAsked() implements Asked {}

    /**
     * A savepoint is to be made in this directory.
     *
     * @param thenStop whether the job is to stop with it, so that no record behind it leaves a trace
     */
    record SavepointAsked(String directory, boolean thenStop) implements Asked {

        /** One beside a job that goes on. */
        public SavepointAsked(String directory) {
            this(directory, false);
        }
    }
}
