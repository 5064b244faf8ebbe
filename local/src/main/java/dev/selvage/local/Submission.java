package dev.selvage.local;

import dev.selvage.core.checkpoint.Manifest;
import dev.selvage.core.checkpoint.Redistribution;
import dev.selvage.core.config.CheckpointOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.jobmanager.JobPast;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.jobmanager.store.Savepoints;
import java.io.IOException;
import java.util.Optional;

/** A job as it is to be run here, and what it goes on from. */
record Submission(ExecutionPlan plan, Configuration configuration, JobPast past, Savepoints savepoints) {

    /**
     * The same.
     *
     * @param checkpoints the directory in which those of its checkpoints are
     */
    static Submission of(
            ExecutionPlan plan,
            Configuration configuration,
            Optional<Manifest> origin,
            String checkpoints,
            Savepoints savepoints) {
        JobPast none = JobPast.none(plan.job(), LocalCluster.EPOCH, checkpoints);
        return new Submission(
                plan, configuration, origin.map(none::startingFrom).orElse(none), savepoints);
    }

    /** What the job is to start from, if anything; throws {@link IllegalArgumentException} with a sentence if it cannot. */
    static Optional<Manifest> origin(ExecutionPlan plan, Configuration configuration, Savepoints savepoints) {
        return configuration
                .find(CheckpointOptions.RECOVERY_PATH)
                .map(path -> origin(path, plan, configuration, savepoints));
    }

    private static Manifest origin(
            String path, ExecutionPlan plan, Configuration configuration, Savepoints savepoints) {
        Manifest origin;
        try {
            origin = savepoints.read(path);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(refused(plan, path, String.valueOf(e.getMessage())), e);
        }
        Optional<Failure> obstacle =
                Redistribution.obstacle(origin, plan, configuration.get(CheckpointOptions.IGNORE_UNCLAIMED));
        if (obstacle.isPresent()) {
            throw new IllegalArgumentException(
                    refused(plan, path, obstacle.get().sentence()));
        }
        return origin;
    }

    private static String refused(ExecutionPlan plan, String path, String why) {
        return "The job " + plan.name() + " cannot start from " + path + " (" + CheckpointOptions.RECOVERY_PATH.key()
                + "): " + why;
    }
}
