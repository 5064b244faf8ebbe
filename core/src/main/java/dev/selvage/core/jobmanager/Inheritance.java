package dev.selvage.core.jobmanager;

import dev.selvage.core.id.JobId;
import java.util.Collection;
import java.util.List;

/**
 * What leaders before have left, read when their terms were over.
 *
 * @param jobs all that have not ended, in the order in which they were accepted as far as it is known
 * @param unreadable jobs that were accepted and that this leader cannot run, since something of them cannot be read. Their tasks
 *     go on: nobody has said that they are not needed.
 */
public record Inheritance(List<JobManagerEvent.JobAccepted> jobs, List<JobId> unreadable) {

    public Inheritance {
        jobs = List.copyOf(jobs);
        unreadable = List.copyOf(unreadable);
    }

    /** Of a cluster that is new. */
    public static Inheritance none() {
        return new Inheritance(List.of(), List.of());
    }

    public static Inheritance of(Collection<JobManagerEvent.JobAccepted> jobs) {
        return new Inheritance(List.copyOf(jobs), List.of());
    }
}
