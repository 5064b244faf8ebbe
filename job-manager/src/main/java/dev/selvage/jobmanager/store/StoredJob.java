package dev.selvage.jobmanager.store;

import dev.selvage.core.jobmanager.JobSettings;
import dev.selvage.core.plan.ExecutionPlan;
import java.util.Optional;

/**
 * What a JobManager has to know of a job to run it.
 *
 * @param origin the savepoint or checkpoint of another job that it starts from
 * @param acceptedAtMillis when it was accepted, by the clock of whoever led; 0 as long as it has not been
 */
public record StoredJob(ExecutionPlan plan, JobSettings settings, Optional<String> origin, long acceptedAtMillis) {

    /** One that nobody has accepted yet. */
    public StoredJob(ExecutionPlan plan, JobSettings settings, Optional<String> origin) {
        this(plan, settings, origin, 0);
    }

    /** The same, accepted at this time. */
    public StoredJob acceptedAt(long millis) {
        return new StoredJob(plan, settings, origin, millis);
    }
}
