package dev.selvage.core.id;

import java.util.Comparator;

/** One subtask as it was deployed once: deployed again it is another task, and what the older one says is stale. */
public record TaskId(JobId job, SubtaskId subtask, DeploymentNumber deployment) implements Comparable<TaskId> {

    private static final Comparator<TaskId> ORDER =
            Comparator.comparing(TaskId::job).thenComparing(TaskId::subtask).thenComparing(TaskId::deployment);

    @Override
    public int compareTo(TaskId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return subtask + "#" + deployment;
    }
}
