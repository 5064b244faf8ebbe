package dev.selvage.api.execute;

import java.time.Duration;
import java.util.Optional;

/**
 * A job that was submitted.
 *
 * <pre>{@code
 * long waitFor(JobClient job) {
 *     return job.result().netRuntime().toMillis();
 * }
 * }</pre>
 */
public interface JobClient {
    /** The job's id: 32 hex digits. */
    String getJobId();

    /** Waits until the job has ended. */
    JobResult result();

    /** Waits for so long at most. */
    Optional<JobResult> result(Duration atMost);

    /** Asks the job to end without finishing; its result tells when it has. */
    void cancel();
}
