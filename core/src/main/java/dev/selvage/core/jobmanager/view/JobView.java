package dev.selvage.core.jobmanager.view;

import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.lifecycle.JobStatus;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a job stands.
 *
 * @param reason why it failed, or is about to
 * @param everDeployed whether any of it has been told to run, under this leader or one before
 * @param counts how many of its tasks are where
 * @param tasks each of them, if they were asked for
 * @param checkpoints what became of its checkpoints, if it was asked for
 */
public record JobView(
        JobId job,
        JobStatus status,
        Optional<Failure> reason,
        boolean everDeployed,
        Map<TaskPhase, Integer> counts,
        List<TaskView> tasks,
        CheckpointsView checkpoints) {

    public JobView {
        counts = Collections.unmodifiableMap(new TreeMap<>(counts));
        tasks = List.copyOf(tasks);
    }

    /** One with these tasks. */
    public static JobView of(
            JobId job, JobStatus status, Optional<Failure> reason, boolean everDeployed, List<TaskView> tasks) {
        EnumMap<TaskPhase, Integer> counts = new EnumMap<>(TaskPhase.class);
        tasks.forEach(task -> counts.merge(task.phase(), 1, Integer::sum));
        return new JobView(job, status, reason, everDeployed, counts, tasks, CheckpointsView.NONE);
    }

    /** The same with this to say about its checkpoints. */
    public JobView with(CheckpointsView about) {
        return new JobView(job, status, reason, everDeployed, counts, tasks, about);
    }

    /** The same without each of its tasks and checkpoints, but for the one that it would go on from. */
    public JobView inShort() {
        return new JobView(job, status, reason, everDeployed, counts, List.of(), checkpoints.inShort());
    }
}
