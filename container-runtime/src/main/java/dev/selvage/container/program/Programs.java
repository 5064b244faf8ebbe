package dev.selvage.container.program;

import dev.selvage.core.id.JobId;

/** Knows what the tasks of each job run. Asked from the tasks' threads: getting a program may take long. */
@FunctionalInterface
public interface Programs {
    JobProgram of(JobId job) throws Exception;

    /** The job has ended: nobody asks again. */
    default void forget(JobId job) {}
}
