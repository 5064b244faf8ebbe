package dev.selvage.local;

import dev.selvage.core.failure.Failure;
import dev.selvage.core.jobmanager.lifecycle.JobResult;

/** How the run of a job came to its end. */
sealed interface JobEnd {

    /** As its machine decided. */
    record Decided(JobResult result) implements JobEnd {}

    /** A TaskManager wants its process ended, which here would be the program's own. */
    record GivenUp(Failure reason) implements JobEnd {}

    /** We have a bug. */
    record Fault(String where, Throwable thrown) implements JobEnd {}
}
