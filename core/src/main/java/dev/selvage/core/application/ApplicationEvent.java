package dev.selvage.core.application;

import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.lifecycle.JobResult;
import dev.selvage.core.leadership.WriteOutcome;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an application can be told. */
public sealed interface ApplicationEvent {

    /**
     * This attempt leads.
     *
     * @param main how {@code main()} ended, if it has in an earlier attempt
     * @param jobs what earlier attempts have recorded, ended or not, with their names
     */
    record Leads(Optional<MainEnd> main, SortedMap<JobId, String> jobs) implements ApplicationEvent {

        public Leads {
            jobs = Collections.unmodifiableSortedMap(new TreeMap<>(jobs));
        }
    }

    /** The program executes a job, which is about to be recorded unless it is already. */
    record Executes(JobId job, String name) implements ApplicationEvent {}

    /** The job is recorded. */
    record Accepted(JobId job) implements ApplicationEvent {}

    /** The job is not recorded, and will not be. */
    record NotAccepted(JobId job) implements ApplicationEvent {}

    /** A job has ended; durable. */
    record JobEnded(JobResult result) implements ApplicationEvent {}

    /** {@code main()} has returned, or has said that all is well and nothing more is to be done. */
    record MainReturned(String sentence) implements ApplicationEvent {}

    /** An exception came out of {@code main()}, or it could not be called, or has said that it failed. */
    record MainThrew(String sentence) implements ApplicationEvent {}

    /** What came of recording how {@code main()} ended. */
    record MainEndWritten(WriteOutcome outcome) implements ApplicationEvent {}
}
