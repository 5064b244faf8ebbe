package dev.selvage.container.taskmanager;

import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.message.CheckpointOrder;
import dev.selvage.core.message.LeaderMessage;
import dev.selvage.core.message.TaskDeployment;
import java.util.Map;

/**
 * The tasks of this process, as its control side sees them. Every method is called on the control loop and returns at once;
 * what comes of it is told as a {@link dev.selvage.core.taskmanager.TaskManagerEvent}, from any thread. Whatever is asked of
 * a task that is over, or was never there, is not answered and does no harm.
 */
public interface Tasks extends AutoCloseable {

    /**
     * Starts a task that runs in no other deployment here; answered by runs, ended, finished or failed, whatever is true
     * first. Before records flow it has read its state, aborted what lower deployments left in outside systems, and
     * committed what its state holds.
     *
     * @param context the message that it came with, which has the plan and where its neighbours are
     */
    void start(TaskDeployment task, LeaderMessage.Deploy context);

    /** Stops a task; answered by cancelled, or by what came first. Nothing of it runs any more when that is told. */
    void cancel(TaskId task);

    /** What was told to stop and has not: where in user code each such subtask is now, by the subtask as people call it. */
    default Map<String, String> stillStopping() {
        return Map.of();
    }

    /** Lets a task get ready for a checkpoint that will come soon, if nothing comes between. It needs not. */
    default void prepare(TaskId task, CheckpointOrder order) {}

    /**
     * Lets a task take part in a checkpoint: a source sends barriers, one at the end of its input snapshots, others wait for
     * barriers. Answered by a snapshot that is written, or that failed.
     */
    void trigger(TaskId task, CheckpointOrder order);

    /**
     * Lets a task commit all that it wrote up to a checkpoint, which is decided. One that was at the end of its input in that
     * checkpoint tells that it has finished when it is done.
     */
    void commitUpTo(TaskId task, CheckpointId checkpoint);

    /** Lets a task wait no more for barriers of checkpoints up to this one, and pass that on; its transactions stay. */
    void giveUp(TaskId task, CheckpointId upTo);

    /** Lets a task ignore barriers of leaders before this one, and wait for none of theirs. */
    void heedFrom(TaskId task, LeaderEpoch leader);

    /** Lets go of whatever is left of a job, which has ended and of which nothing runs here any more. */
    default void forget(JobId job) {}

    /** Stops all tasks, tells nothing more, and returns when their threads have ended. Called once, off the loop. */
    @Override
    void close();
}
