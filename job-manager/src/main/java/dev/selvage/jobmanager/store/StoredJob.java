package dev.selvage.jobmanager.store;

import dev.selvage.core.jobmanager.JobSettings;
import dev.selvage.core.plan.ExecutionPlan;

/** What a JobManager has to know of a job to run it. */
public record StoredJob(ExecutionPlan plan, JobSettings settings) {}
