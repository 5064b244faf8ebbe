package dev.selvage.core.taskmanager;

import dev.selvage.core.checkpoint.TaskSnapshot;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.message.LeaderMessage;

/** What a TaskManager's control side can be told. */
public sealed interface TaskManagerEvent {

    /** Who leads, as the leader's record says. */
    record LeaderFound(LeaderEpoch epoch, String address) implements TaskManagerEvent {}

    /** The connection that was dialled last stands. */
    record Connected(long connection) implements TaskManagerEvent {}

    /** A connection is over, or never came about. */
    record Disconnected(long connection) implements TaskManagerEvent {}

    /** The leader said something. */
    record Heard(long connection, LeaderMessage message) implements TaskManagerEvent {}

    /** A task has its state, its channels are up, records flow. */
    record TaskRuns(TaskId task) implements TaskManagerEvent {}

    /** A task has processed all its input, and waits for one more checkpoint. */
    record TaskEnded(TaskId task) implements TaskManagerEvent {}

    /** A task is done: its last commit, if it had any to make, is confirmed. */
    record TaskFinished(TaskId task) implements TaskManagerEvent {}

    /** A task has stopped by itself; nothing of it runs any more. */
    record TaskFailed(TaskId task, Failure reason) implements TaskManagerEvent {}

    /** A task has stopped as it was told; nothing of it runs any more. */
    record TaskCancelled(TaskId task) implements TaskManagerEvent {}

    /** A task's part of a checkpoint is durable. */
    record SnapshotWritten(CheckpointId checkpoint, TaskSnapshot snapshot) implements TaskManagerEvent {}

    /** A task's part of a checkpoint could not be made durable. */
    record SnapshotFailed(CheckpointId checkpoint, TaskId task, Failure reason) implements TaskManagerEvent {}
}
