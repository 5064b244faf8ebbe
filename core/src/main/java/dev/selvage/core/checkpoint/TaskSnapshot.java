package dev.selvage.core.checkpoint;

import dev.selvage.core.id.TaskId;
import java.util.List;

/**
 * One task's part of a checkpoint, durable by now.
 *
 * @param atEndOfInput whether the task had no more input when it was taken: once the checkpoint is decided, the task is done
 * @param operators what it holds; operators without state are left out
 */
public record TaskSnapshot(TaskId task, SnapshotHandle handle, boolean atEndOfInput, List<OperatorSnapshot> operators) {

    public TaskSnapshot {
        operators = List.copyOf(operators);
    }
}
