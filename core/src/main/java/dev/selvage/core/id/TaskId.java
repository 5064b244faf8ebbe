package dev.selvage.core.id;

/** One subtask as it was deployed once: deployed again it is another task, and what the older one says is stale. */
public record TaskId(JobId job, SubtaskId subtask, DeploymentNumber deployment) implements Comparable<TaskId> {

    @Override
    public int compareTo(TaskId other) {
        // By hand: large jobs have them in many sorted maps.
        int byJob = job.compareTo(other.job);
        int bySubtask = byJob != 0 ? byJob : subtask.compareTo(other.subtask);
        return bySubtask != 0 ? bySubtask : deployment.compareTo(other.deployment);
    }

    @Override
    public String toString() {
        return subtask + "#" + deployment;
    }
}
