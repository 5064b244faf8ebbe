package dev.selvage.core.taskmanager;

import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.message.CheckpointOrder;
import dev.selvage.core.message.LeaderMessage;
import dev.selvage.core.message.TaskDeployment;
import dev.selvage.core.message.TaskManagerMessage;

/** What a TaskManager's control side wants done. */
public sealed interface TaskManagerAction {

    /** Read the leader's record; answered by {@link TaskManagerEvent.LeaderFound}, or not at all. */
    record LookForLeader() implements TaskManagerAction {}

    /** Connect to a leader; answered by connected or disconnected. */
    record Dial(String address) implements TaskManagerAction {}

    /** Close this connection. */
    record HangUp(long connection) implements TaskManagerAction {}

    /** Say this to the leader. */
    record Say(long connection, TaskManagerMessage message) implements TaskManagerAction {}

    /**
     * Start a task: read its state, abort what lower deployments left in outside systems, commit what its state holds, open
     * its channels, and tell that it runs.
     *
     * @param context the message that it came with, which has the plan and where its neighbours are
     */
    record StartTask(TaskDeployment task, LeaderMessage.Deploy context) implements TaskManagerAction {

        @Override
        public String toString() {
            return "StartTask[" + task + "]";
        }
    }

    /** Stop a task, after what it was told before; answered by cancelled, or by what came first. */
    record CancelTask(TaskId task) implements TaskManagerAction {}

    /** Let a task get ready for the snapshot of a checkpoint that will come soon, if nothing comes between; needs not be done. */
    record PrepareSnapshot(TaskId task, CheckpointOrder order) implements TaskManagerAction {}

    /**
     * Let a task take part in a checkpoint: a source sends barriers, one at the end of its input snapshots, others wait for
     * barriers.
     */
    record TriggerCheckpoint(TaskId task, CheckpointOrder order) implements TaskManagerAction {}

    /**
     * The checkpoint is decided: let a task commit all that it wrote up to it. One that has no more input and had none when
     * that checkpoint was taken then tells that it has finished.
     */
    record CommitUpTo(TaskId task, CheckpointId checkpoint) implements TaskManagerAction {}

    /** Let a task wait no more for barriers of checkpoints up to this one, and pass that on; its transactions stay. */
    record GiveUpCheckpoints(TaskId task, CheckpointId upTo) implements TaskManagerAction {}

    /**
     * Let a task ignore barriers of leaders before this one, and wait for none of theirs; a leader may be lost and come back, so
     * that its barriers count again.
     */
    record HeedFrom(TaskId task, LeaderEpoch leader) implements TaskManagerAction {}

    /** Let go of whatever is left of a job: it has ended, and none of its tasks runs here. */
    record ForgetJob(JobId job) implements TaskManagerAction {}

    /** End the process, and with it whatever still runs. */
    record Exit(Failure reason) implements TaskManagerAction {}
}
