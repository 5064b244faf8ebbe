package dev.selvage.container.taskmanager;

import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.TaskId;
import java.util.Map;

/**
 * Is told what stands behind the outcomes of tasks, before the outcomes themselves are told. A failure is data that travels;
 * where a job and its program share a JVM, the program gets the exception as it was thrown. Called from any thread.
 */
public interface Causes {

    /** For processes of their own, where the failure's text is all that leaves. */
    Causes IN_TEXT_ONLY = (failure, thrown) -> {};

    void standsBehind(Failure failure, Throwable thrown);

    /**
     * What the functions of a task had counted when it was over, by name. A task that had finished before a restart, and was
     * only started to say so again, has nothing to tell.
     */
    default void counted(TaskId task, Map<String, Long> counts) {}
}
