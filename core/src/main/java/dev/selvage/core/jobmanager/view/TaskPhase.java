package dev.selvage.core.jobmanager.view;

import dev.selvage.core.message.TaskState;

/** Where a task is, in the order in which that changes. */
public enum TaskPhase {
    /** It has no slot yet, or waits to start again. */
    WAITING,
    /** It has a slot, and that is being recorded. */
    DEPLOYING,
    /** It reads its state and opens its channels. */
    RESTORING,
    /** Records flow, or all of them have. */
    RUNNING,
    /** It has been told to stop. */
    CANCELLING,
    /** It is done. */
    FINISHED,
    /** It stopped by itself. */
    FAILED,
    /** It stopped as it was told. */
    CANCELLED;

    /** Of a task that was told to run, as it has reported. */
    public static TaskPhase of(TaskState state) {
        return switch (state) {
            case RESTORING -> RESTORING;
            case RUNNING, END_OF_INPUT -> RUNNING;
            case CANCELLING -> CANCELLING;
            case FINISHED -> FINISHED;
            case FAILED -> FAILED;
            case CANCELLED -> CANCELLED;
        };
    }
}
