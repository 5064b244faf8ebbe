package dev.selvage.container.taskmanager;

import dev.selvage.core.failure.Failure;

/**
 * Is told which exception stands behind a failure, before the failure itself is told. A failure is data that travels; where
 * a job and its program share a JVM, the program gets the exception as it was thrown. Called from any thread.
 */
public interface Causes {

    /** For processes of their own, where the failure's text is all that leaves. */
    Causes IN_TEXT_ONLY = (failure, thrown) -> {};

    void standsBehind(Failure failure, Throwable thrown);
}
