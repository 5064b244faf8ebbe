package dev.selvage.core.message;

/** What a task is doing, in the order in which that changes. */
public enum TaskState {
    /** It reads its state and opens its channels. */
    RESTORING,
    /** Records flow. */
    RUNNING,
    /** All its input has come and gone; it waits for one more checkpoint. */
    END_OF_INPUT,
    /** It has been told to stop, and is not done with it. */
    CANCELLING,
    /** It is done, and all its output is committed. */
    FINISHED,
    /** It stopped by itself, with a reason. */
    FAILED,
    /** It stopped as it was told. */
    CANCELLED;

    /** Whether nothing of the task is left to run. */
    public boolean isOver() {
        return this == FINISHED || this == FAILED || this == CANCELLED;
    }
}
