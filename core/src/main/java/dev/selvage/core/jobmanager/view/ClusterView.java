package dev.selvage.core.jobmanager.view;

import java.util.List;

/** How things stand: who is there, and what runs. */
public record ClusterView(List<TaskManagerView> taskManagers, List<JobView> jobs) {

    public ClusterView {
        taskManagers = List.copyOf(taskManagers);
        jobs = List.copyOf(jobs);
    }
}
