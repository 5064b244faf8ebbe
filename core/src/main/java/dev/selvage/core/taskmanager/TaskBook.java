package dev.selvage.core.taskmanager;

import dev.selvage.core.id.DeploymentNumber;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.loop.Component;
import dev.selvage.core.message.TaskReport;
import dev.selvage.core.message.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The tasks of a TaskManager: those that run, those that wait for their place, and those that are over and not replaced. */
final class TaskBook {

    private static final DeploymentNumber FIRST = new DeploymentNumber(1);
    private static final DeploymentNumber LAST = new DeploymentNumber(Long.MAX_VALUE);

    private final TreeMap<TaskId, Entry> entries = new TreeMap<>();

    private static final class Entry {
        TaskReport report;
        long deadlineMillis = Component.NEVER;
        /** How it is to be started, while its place is taken. */
        Optional<TaskManagerAction.StartTask> held = Optional.empty();
        /** Whether to forget it as soon as it is over. */
        boolean unwanted;

        Entry(TaskReport report) {
            this.report = report;
        }

        boolean isAlive() {
            return !report.state().isOver() && held.isEmpty();
        }
    }

    /** Whether this subtask was deployed with this number or a higher one. */
    boolean knowsSameOrLater(TaskId task) {
        NavigableMap<TaskId, Entry> known = deploymentsOf(task);
        return !known.isEmpty() && known.lastKey().compareTo(task) >= 0;
    }

    /** What is known of a task's subtask, the earlier deployment before the later: a process may have thousands of others. */
    private NavigableMap<TaskId, Entry> deploymentsOf(TaskId task) {
        TaskId first = new TaskId(task.job(), task.subtask(), FIRST);
        TaskId last = new TaskId(task.job(), task.subtask(), LAST);
        return entries.subMap(first, true, last, true);
    }

    /**
     * Adds a task, in place of earlier deployments of its subtask.
     *
     * @return the earlier one that still runs; the start is held until that one is over
     */
    Optional<TaskId> add(TaskId task, TaskManagerAction.StartTask start) {
        NavigableMap<TaskId, Entry> known = deploymentsOf(task);
        known.values().removeIf(entry -> entry.report.state().isOver() || entry.held.isPresent());
        Optional<TaskId> earlier = known.keySet().stream().findFirst();
        Entry entry = new Entry(TaskReport.of(task, TaskState.RESTORING));
        earlier.ifPresent(any -> entry.held = Optional.of(start));
        entries.put(task, entry);
        return earlier;
    }

    /** The start that waited for this task to be over. */
    Optional<TaskManagerAction.StartTask> startHeldBehind(TaskId over) {
        Optional<Entry> waiting = deploymentsOf(over).values().stream()
                .filter(entry -> entry.held.isPresent())
                .findFirst();
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        Optional<TaskManagerAction.StartTask> start = waiting.get().held;
        waiting.get().held = Optional.empty();
        entries.remove(over);
        return start;
    }

    /** Forgets a task that never started, if it is one. */
    boolean dropIfHeld(TaskId task) {
        Entry entry = entries.get(task);
        boolean held = entry != null && entry.held.isPresent();
        if (held) {
            entries.remove(task);
        }
        return held;
    }

    Optional<TaskReport> report(TaskId task) {
        return Optional.ofNullable(entries.get(task)).map(entry -> entry.report);
    }

    List<TaskReport> reports() {
        return entries.values().stream().map(entry -> entry.report).toList();
    }

    /** Notes how a task is; false if that is no news, or of a task that was never started. */
    boolean changed(TaskReport report) {
        Entry entry = entries.get(report.task());
        if (entry == null || entry.held.isPresent() || entry.report.state().isOver()) {
            return false;
        }
        if (entry.report.state() == TaskState.CANCELLING && !report.state().isOver()) {
            return false;
        }
        entry.report = report;
        if (report.state().isOver()) {
            entry.deadlineMillis = Component.NEVER;
            if (entry.unwanted) {
                entries.remove(report.task());
            }
        }
        return true;
    }

    /** Notes that a task has been told to stop by then; false if it had been told before, or is over. */
    boolean cancelling(TaskId task, long deadlineMillis) {
        Entry entry = entries.get(task);
        if (entry == null || entry.report.state().isOver() || entry.report.state() == TaskState.CANCELLING) {
            return false;
        }
        entry.report = TaskReport.of(task, TaskState.CANCELLING);
        entry.deadlineMillis = deadlineMillis;
        return true;
    }

    /** The tasks of a job that have been started and are not over. */
    List<TaskId> aliveOf(JobId job) {
        return alive().stream().filter(task -> task.job().equals(job)).toList();
    }

    /** The tasks that have been started and are not over. */
    List<TaskId> alive() {
        List<TaskId> alive = new ArrayList<>();
        entries.forEach((task, entry) -> {
            if (entry.isAlive()) {
                alive.add(task);
            }
        });
        return alive;
    }

    /** Whether the task has been started and is not over. */
    boolean isStarted(TaskId task) {
        Entry entry = entries.get(task);
        return entry != null && entry.isAlive();
    }

    /** Forgets a job; returns what of it still runs, which is forgotten when it is over. */
    List<TaskId> forget(JobId job) {
        entries.entrySet()
                .removeIf(entry -> entry.getKey().job().equals(job)
                        && (entry.getValue().report.state().isOver()
                                || entry.getValue().held.isPresent()));
        List<TaskId> alive = aliveOf(job);
        alive.forEach(task -> Optional.ofNullable(entries.get(task)).orElseThrow().unwanted = true);
        return alive;
    }

    boolean hasAnyOf(JobId job) {
        return entries.keySet().stream().anyMatch(task -> task.job().equals(job));
    }

    /** When the first of the tasks that were told to stop must have stopped. */
    long firstDeadlineMillis() {
        return entries.values().stream()
                .mapToLong(entry -> entry.deadlineMillis)
                .min()
                .orElse(Component.NEVER);
    }
}
