package dev.selvage.container.operator;

/** Leaves work that might never end, since the task was told to stop; no failure of anybody. */
public final class TaskStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TaskStoppedException(String operator) {
        super("The task of operator '" + operator + "' was told to stop.");
    }
}
