package dev.selvage.core.jobmanager.checkpoints;

import dev.selvage.core.id.SubtaskId;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.plan.ExecutionPlan;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which tasks a checkpoint consists of at present: each subtask runs, or has ended its input, or has finished, or is away. */
final class ParticipantRoll {

    private final int subtasks;
    private final TreeMap<SubtaskId, TaskId> present = new TreeMap<>();
    /** Of those present, the ones at the end of their input. */
    private final TreeSet<SubtaskId> ended = new TreeSet<>();
    /** Of those, the ones whose last snapshot is decided: they finish as soon as they have committed. */
    private final TreeSet<SubtaskId> concluded = new TreeSet<>();

    private final TreeSet<SubtaskId> finished = new TreeSet<>();

    ParticipantRoll(ExecutionPlan plan) {
        this.subtasks = plan.subtasks().size();
    }

    void running(TaskId task) {
        present.put(task.subtask(), task);
        finished.remove(task.subtask());
    }

    void ended(TaskId task) {
        ended.add(task.subtask());
    }

    void concluded(Collection<SubtaskId> decided) {
        decided.stream().filter(present::containsKey).forEach(concluded::add);
    }

    void finished(TaskId task) {
        lost(task);
        finished.add(task.subtask());
    }

    void lost(TaskId task) {
        present.remove(task.subtask());
        ended.remove(task.subtask());
        concluded.remove(task.subtask());
        finished.remove(task.subtask());
    }

    /** Whether none is away. */
    boolean isComplete() {
        return present.size() + finished.size() == subtasks;
    }

    /** Whether all have finished. */
    boolean isOver() {
        return present.isEmpty();
    }

    boolean hasEnded() {
        return ended.size() == present.size();
    }

    /** Whether another checkpoint would tell nothing new: all that are left have had their last one. */
    boolean isConcluded() {
        return concluded.size() == present.size();
    }

    List<TaskId> tasks() {
        return List.copyOf(present.values());
    }

    NavigableSet<SubtaskId> finishedSubtasks() {
        return finished;
    }
}
