package dev.selvage.jobmanager.store;

import dev.selvage.core.jobmanager.JobSettings;
import dev.selvage.core.plan.ExecutionPlan;
import java.util.Optional;

/**
 * What a JobManager has to know of a job to run it.
 *
 * @param origin the savepoint or checkpoint of another job that it starts from
 */
public record StoredJob(ExecutionPlan plan, JobSettings settings, Optional<String> origin) {}
