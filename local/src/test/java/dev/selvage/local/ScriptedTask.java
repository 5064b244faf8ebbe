package dev.selvage.local;

import dev.selvage.core.checkpoint.Bytes;
import dev.selvage.core.checkpoint.OperatorSnapshot;
import dev.selvage.core.checkpoint.SnapshotHandle;
import dev.selvage.core.checkpoint.TaskRestore;
import dev.selvage.core.checkpoint.TaskSnapshot;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.OperatorId;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.loop.Inbox;
import dev.selvage.core.message.CheckpointOrder;
import dev.selvage.core.message.LeaderMessage;
import dev.selvage.core.message.TaskDeployment;
import dev.selvage.core.taskmanager.TaskManagerEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** One task: a text is all its state. Used by its TaskManager's loop and by the test. */
final class ScriptedTask {

    private final TaskId id;
    private final OperatorId operator;
    private final boolean checkpointing;
    private final Inbox<TaskManagerEvent> control;
    private String state;
    private boolean atEndOfInput;
    private Optional<CheckpointId> highestTriggered = Optional.empty();
    private Optional<CheckpointId> endedIn = Optional.empty();

    ScriptedTask(TaskDeployment deployment, LeaderMessage.Deploy context, Inbox<TaskManagerEvent> control) {
        this.id = deployment.task();
        this.operator =
                context.plan().vertex(id.subtask().vertex()).chain().get(0).id();
        this.checkpointing = context.checkpointing();
        this.control = control;
        this.state = deployment.restore().map(ScriptedTask::read).orElse("");
    }

    private static String read(TaskRestore restore) {
        SnapshotHandle handle = restore.operators().get(0).shares().get(0).handle();
        if (handle instanceof SnapshotHandle.Inline inline) {
            return new String(inline.bytes().toArray(), StandardCharsets.UTF_8);
        }
        throw new AssertionError("expected a snapshot that travels inline, but found " + handle);
    }

    TaskId id() {
        return id;
    }

    void say(TaskManagerEvent event) {
        control.put(event);
    }

    synchronized String state() {
        return state;
    }

    synchronized void setState(String next) {
        state = next;
    }

    synchronized Optional<CheckpointId> highestTriggered() {
        return highestTriggered;
    }

    synchronized void end() {
        atEndOfInput = true;
        say(checkpointing ? new TaskManagerEvent.TaskEnded(id) : new TaskManagerEvent.TaskFinished(id));
    }

    synchronized void snapshot(CheckpointOrder order) {
        highestTriggered = Optional.of(order.checkpoint());
        if (atEndOfInput && endedIn.isEmpty()) {
            endedIn = Optional.of(order.checkpoint());
        }
        say(new TaskManagerEvent.SnapshotWritten(
                order.checkpoint(),
                new TaskSnapshot(
                        id,
                        new SnapshotHandle.Inline(Bytes.copyOf(state.getBytes(StandardCharsets.UTF_8))),
                        atEndOfInput,
                        List.of(new OperatorSnapshot(operator, true, List.of())))));
    }

    synchronized boolean isDoneWith(CheckpointId decided) {
        return endedIn.filter(ended -> ended.compareTo(decided) <= 0).isPresent();
    }
}
