package dev.selvage.jobmanager.rest;

import dev.selvage.core.jobmanager.lifecycle.JobStatus;
import dev.selvage.core.jobmanager.view.JobView;
import dev.selvage.core.jobmanager.view.TaskPhase;
import dev.selvage.core.jobmanager.view.TaskView;
import dev.selvage.jobmanager.Jobs;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How what we have is called in Flink's REST interface, whose clients know no other words. */
final class FlinkWords {

    /** All that Flink's clients expect to find counted, whether or not anything of ours is ever there. */
    private static final List<String> TASK_STATES = List.of(
            "CREATED",
            "SCHEDULED",
            "DEPLOYING",
            "RUNNING",
            "FINISHED",
            "CANCELING",
            "CANCELED",
            "FAILED",
            "RECONCILING",
            "INITIALIZING");

    private FlinkWords() {}

    static String of(TaskPhase phase) {
        return switch (phase) {
            case WAITING -> "SCHEDULED";
            case DEPLOYING -> "DEPLOYING";
            case RESTORING -> "INITIALIZING";
            case RUNNING -> "RUNNING";
            case CANCELLING -> "CANCELING";
            case FINISHED -> "FINISHED";
            case FAILED -> "FAILED";
            case CANCELLED -> "CANCELED";
        };
    }

    /** Where a job stands. One that is being brought up counts as running there as soon as all its tasks have slots. */
    static String of(Jobs.Entry entry, Optional<JobView> view) {
        if (entry.result().isDone()) {
            return of(entry.result().join().status());
        } else if (view.isEmpty()) {
            return "INITIALIZING";
        }
        JobView now = view.get();
        if (now.status() == JobStatus.STARTING && now.counts().containsKey(TaskPhase.WAITING)) {
            return now.everDeployed() ? "RESTARTING" : "CREATED";
        }
        return of(now.status());
    }

    static String of(JobStatus status) {
        return switch (status) {
            case STARTING, RUNNING, ENDING -> "RUNNING";
            case CANCELLING -> "CANCELLING";
            case FAILING, SUSPENDING -> "FAILING";
            case FINISHED -> "FINISHED";
            case CANCELLED -> "CANCELED";
            case FAILED -> "FAILED";
            case SUSPENDED, SUPERSEDED -> "SUSPENDED";
        };
    }

    /** How many tasks are in which state, with a zero for each that none is in. */
    static Map<String, Integer> counts(Map<TaskPhase, Integer> phases) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        TASK_STATES.forEach(state -> counts.put(state, 0));
        phases.forEach((phase, count) -> counts.merge(of(phase), count, Integer::sum));
        return counts;
    }

    /** The same for overviews, which write states small and have the sum of all. */
    static Map<String, Integer> overview(Map<TaskPhase, Integer> phases) {
        Map<String, Integer> small = new LinkedHashMap<>();
        Map<String, Integer> counts = counts(phases);
        small.put("total", counts.values().stream().mapToInt(Integer::intValue).sum());
        counts.forEach((state, count) -> small.put(state.toLowerCase(Locale.ROOT), count));
        return small;
    }

    /** Where a vertex stands, whose tasks are in different states: there where the one is that has come least far. */
    static String ofVertex(Collection<TaskView> tasks) {
        List<TaskPhase> byUrgency = List.of(
                TaskPhase.FAILED,
                TaskPhase.CANCELLING,
                TaskPhase.CANCELLED,
                TaskPhase.WAITING,
                TaskPhase.DEPLOYING,
                TaskPhase.RESTORING,
                TaskPhase.RUNNING,
                TaskPhase.FINISHED);
        return byUrgency.stream()
                .filter(phase -> tasks.stream().anyMatch(task -> task.phase() == phase))
                .findFirst()
                .map(FlinkWords::of)
                .orElse("CREATED");
    }
}
