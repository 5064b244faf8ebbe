package dev.selvage.local;

import dev.selvage.container.taskmanager.Tasks;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.message.CheckpointOrder;
import dev.selvage.core.message.LeaderMessage;
import dev.selvage.core.message.TaskDeployment;

/** Tasks with a bug: none can be started. */
record BrokenTasks(Tasks others, RuntimeException bug) implements Tasks {

    @Override
    public void start(TaskDeployment task, LeaderMessage.Deploy context) {
        throw bug;
    }

    @Override
    public void cancel(TaskId task) {
        others.cancel(task);
    }

    @Override
    public void trigger(TaskId task, CheckpointOrder order) {
        others.trigger(task, order);
    }

    @Override
    public void commitUpTo(TaskId task, CheckpointId checkpoint) {
        others.commitUpTo(task, checkpoint);
    }

    @Override
    public void giveUp(TaskId task, CheckpointId upTo) {
        others.giveUp(task, upTo);
    }

    @Override
    public void heedFrom(TaskId task, LeaderEpoch leader) {
        others.heedFrom(task, leader);
    }

    @Override
    public void close() {
        others.close();
    }
}
