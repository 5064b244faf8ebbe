package dev.selvage.core.jobmanager;

import dev.selvage.core.checkpoint.Manifest;
import dev.selvage.core.checkpoint.Pointer;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.jobmanager.checkpoints.CheckpointCoordinator;
import dev.selvage.core.jobmanager.checkpoints.CheckpointSettings;
import dev.selvage.core.jobmanager.deployment.DeploymentRecord;
import dev.selvage.core.plan.ExecutionPlan;
import java.util.List;
import java.util.Optional;

/**
 * What is durable of a job when a leader takes it up, read after the fence.
 *
 * @param directory where the directories of its checkpoints are
 * @param origin the savepoint or checkpoint of another job that this one was told to start from; it counts until there is one
 *     of its own
 * @param manifests those that the pointer names; at least the newest of them
 * @param nextCheckpoint above the origin, and above all that the pointer names, that lie in the job's directory, and that tasks report
 * @param deployed what was recorded last of what runs where; whoever led before may have told nobody, or some
 */
public record JobPast(
        String directory,
        Optional<Manifest> origin,
        Pointer pointer,
        List<Manifest> manifests,
        CheckpointId nextCheckpoint,
        Optional<DeploymentRecord> deployed) {

    public JobPast {
        manifests = List.copyOf(manifests);
    }

    /** Of a job that has just been accepted. */
    public static JobPast none(JobId job, LeaderEpoch epoch, String directory) {
        return new JobPast(
                directory,
                Optional.empty(),
                Pointer.none(job, epoch),
                List.of(),
                new CheckpointId(1),
                Optional.empty());
    }

    /** The same of a job that starts from there. */
    public JobPast startingFrom(Manifest savepoint) {
        return new JobPast(
                directory,
                Optional.of(savepoint),
                pointer,
                manifests,
                savepoint.checkpoint().next(),
                deployed);
    }

    /** Who decides on checkpoints from here on. */
    CheckpointCoordinator coordinator(CheckpointSettings settings, ExecutionPlan plan, LeaderEpoch epoch) {
        return new CheckpointCoordinator(settings, plan, epoch, directory, origin, pointer, manifests, nextCheckpoint);
    }
}
