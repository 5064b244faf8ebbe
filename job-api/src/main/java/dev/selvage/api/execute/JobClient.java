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
 *
 * String upgrade(JobClient job) {
 *     return job.stopWithSavepoint("hdfs:///savepoints");
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

    /**
     * Has the state of the job written, in a directory of its own within this one, while the job goes on; waits until that is
     * done. Another job starts from it by {@code execution.savepoint.path}, also at another parallelism, if its operators
     * have the same uids. Output behind it is committed as ever, so whoever wants each result once stops with a savepoint.
     *
     * @return where the savepoint is
     */
    default String triggerSavepoint(String targetDirectory) {
        throw takesNone();
    }

    /**
     * Stops the job with a savepoint: all output before it is committed, nothing behind it is. Waits until the job has
     * finished. If the savepoint fails, the job goes on.
     *
     * @return where the savepoint is
     */
    default String stopWithSavepoint(String targetDirectory) {
        throw takesNone();
    }

    private UnsupportedOperationException takesNone() {
        return new UnsupportedOperationException(
                "Wanted a savepoint of job " + getJobId() + ", but whoever runs it takes none.");
    }
}
