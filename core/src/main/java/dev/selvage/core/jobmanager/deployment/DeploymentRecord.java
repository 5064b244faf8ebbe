package dev.selvage.core.jobmanager.deployment;

import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.DeploymentNumber;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.message.Peer;
import java.util.List;
import java.util.Optional;

/**
 * What is deployed where, durable before anything is deployed: the next leader learns from it what it has to look for, and
 * never uses a deployment number twice.
 *
 * @param deployment the highest number in it
 * @param restored the checkpoint that this deployment begins with
 * @param tasks all of the job, those of earlier deployments that still run too
 * @param taskManagers where those run, and how they are reached
 */
public record DeploymentRecord(
        JobId job,
        LeaderEpoch epoch,
        DeploymentNumber deployment,
        Optional<CheckpointId> restored,
        List<TaskLocation> tasks,
        List<Peer> taskManagers) {

    public DeploymentRecord {
        tasks = List.copyOf(tasks);
        taskManagers = List.copyOf(taskManagers);
    }
}
