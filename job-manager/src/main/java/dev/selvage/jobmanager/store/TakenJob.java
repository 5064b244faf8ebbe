package dev.selvage.jobmanager.store;

import dev.selvage.core.jobmanager.JobPast;
import dev.selvage.core.jobmanager.lifecycle.JobResult;
import java.util.Optional;

/**
 * A job as a leader finds it when it takes it up.
 *
 * @param result how it ended, if it has; then nothing is left to do
 */
public record TakenJob(StoredJob job, JobPast past, Optional<JobResult> result) {}
