package dev.selvage.core.message;

import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.TaskId;
import java.util.Optional;

/**
 * How a task is.
 *
 * @param reason why it failed, if it did
 */
public record TaskReport(TaskId task, TaskState state, Optional<Failure> reason) {

    public static TaskReport of(TaskId task, TaskState state) {
        return new TaskReport(task, state, Optional.empty());
    }

    public static TaskReport failed(TaskId task, Failure reason) {
        return new TaskReport(task, TaskState.FAILED, Optional.of(reason));
    }

    /** Why it is over before its end: if it does not say, somebody stopped it. */
    public Failure failure() {
        return reason.orElseGet(
                () -> Failure.of(ErrorCode.TASK_FAILED, "expected task " + task + " to run, but it was stopped"));
    }
}
