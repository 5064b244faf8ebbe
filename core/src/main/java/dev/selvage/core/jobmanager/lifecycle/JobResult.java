package dev.selvage.core.jobmanager.lifecycle;

import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.JobId;
import java.util.Optional;

/**
 * How a job ended.
 *
 * @param status finished, cancelled or failed
 * @param reason why it failed, if it did
 */
public record JobResult(JobId job, JobStatus status, Optional<Failure> reason) {}
