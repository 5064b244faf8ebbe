package dev.selvage.jobmanager.store;

import dev.selvage.core.config.CheckpointOptions;
import dev.selvage.core.jobmanager.JobSettings;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.platform.blob.JobBlobs;
import java.util.Optional;

/**
 * What a JobManager has to know of a job to run it.
 *
 * @param checkpoints where its user wants the directories of its checkpoints to be; of an accepted job, where they are
 * @param retention what becomes of its checkpoints at its end
 * @param origin the savepoint or checkpoint of another job that it starts from
 * @param blobs the files that its tasks need, as they were when it was accepted; nothing as long as it has not been
 * @param acceptedAtMillis when it was accepted, by the clock of whoever led; 0 as long as it has not been
 */
public record StoredJob(
        ExecutionPlan plan,
        JobSettings settings,
        Optional<String> checkpoints,
        CheckpointOptions.Retention retention,
        Optional<String> origin,
        Optional<JobBlobs> blobs,
        long acceptedAtMillis) {

    /** One that nobody has accepted yet. */
    public StoredJob(
            ExecutionPlan plan,
            JobSettings settings,
            Optional<String> checkpoints,
            CheckpointOptions.Retention retention,
            Optional<String> origin) {
        this(plan, settings, checkpoints, retention, origin, Optional.empty(), 0);
    }

    /**
     * The same, accepted at this time.
     *
     * @param usual where the directories of its checkpoints are if its user does not mind
     */
    public StoredJob acceptedAt(long millis, String usual) {
        return new StoredJob(plan, settings, Optional.of(checkpoints.orElse(usual)), retention, origin, blobs, millis);
    }

    /** The same, with what its tasks need lying where its cluster keeps it. */
    public StoredJob with(JobBlobs copied) {
        return new StoredJob(plan, settings, checkpoints, retention, origin, Optional.of(copied), acceptedAtMillis);
    }

    /** Where the directories of its checkpoints are, once it is accepted. */
    public String checkpointDirectory() {
        return checkpoints.orElseThrow(() -> new IllegalStateException(
                "expected a job that was accepted, but found " + plan.job() + ", which was not"));
    }
}
