package dev.selvage.local;

import dev.selvage.container.taskmanager.Tasks;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.loop.Inbox;
import dev.selvage.core.message.CheckpointOrder;
import dev.selvage.core.message.LeaderMessage;
import dev.selvage.core.message.TaskDeployment;
import dev.selvage.core.taskmanager.TaskManagerEvent;
import java.util.Optional;
import java.util.TreeMap;

/** The tasks of one TaskManager. Used by its loop, but for the two questions of the test. */
final class ScriptedTasks implements Tasks {

    private final ScriptedRuntime runtime;
    private final Inbox<TaskManagerEvent> control;
    private final TreeMap<TaskId, ScriptedTask> tasks = new TreeMap<>();
    private volatile boolean used;
    private volatile boolean closed;

    ScriptedTasks(ScriptedRuntime runtime, Inbox<TaskManagerEvent> control) {
        this.runtime = runtime;
        this.control = control;
    }

    boolean wasUsed() {
        return used;
    }

    boolean isClosed() {
        return closed;
    }

    private Optional<ScriptedTask> task(TaskId id) {
        return Optional.ofNullable(tasks.get(id));
    }

    @Override
    public void start(TaskDeployment deployment, LeaderMessage.Deploy context) {
        used = true;
        ScriptedTask task = new ScriptedTask(deployment, context, control);
        tasks.put(task.id(), task);
        // First this: a test that has seen it start may have it say something else at once.
        task.say(new TaskManagerEvent.TaskRuns(task.id()));
        runtime.started(task);
    }

    @Override
    public void cancel(TaskId id) {
        if (runtime.heedsCancellation()) {
            task(id).ifPresent(task -> {
                tasks.remove(id);
                runtime.stopped(task);
                task.say(new TaskManagerEvent.TaskCancelled(id));
            });
        }
    }

    @Override
    public void trigger(TaskId id, CheckpointOrder order) {
        task(id).ifPresent(task -> task.snapshot(order));
    }

    @Override
    public void commitUpTo(TaskId id, CheckpointId checkpoint) {
        task(id).ifPresent(task -> {
            runtime.committed(id, checkpoint);
            if (task.isDoneWith(checkpoint)) {
                tasks.remove(id);
                runtime.stopped(task);
                task.say(new TaskManagerEvent.TaskFinished(id));
            }
        });
    }

    @Override
    public void giveUp(TaskId id, CheckpointId upTo) {}

    @Override
    public void heedFrom(TaskId id, LeaderEpoch leader) {}

    @Override
    public void close() {
        closed = true;
    }
}
