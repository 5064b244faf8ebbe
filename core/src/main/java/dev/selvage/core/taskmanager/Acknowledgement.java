package dev.selvage.core.taskmanager;

import dev.selvage.core.checkpoint.TaskSnapshot;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.TaskId;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** Gathers the parts of one checkpoint from all tasks of a TaskManager, so that it is acknowledged once. */
final class Acknowledgement {

    private final CheckpointId checkpoint;
    private final TreeSet<TaskId> awaited;
    private final TreeMap<TaskId, TaskSnapshot> snapshots = new TreeMap<>();

    Acknowledgement(CheckpointId checkpoint, Collection<TaskId> tasks) {
        this.checkpoint = checkpoint;
        this.awaited = new TreeSet<>(tasks);
    }

    CheckpointId checkpoint() {
        return checkpoint;
    }

    void add(TaskSnapshot snapshot) {
        if (awaited.remove(snapshot.task())) {
            snapshots.put(snapshot.task(), snapshot);
        }
    }

    /** The task has finished for good, which is told by itself. */
    void remove(TaskId task) {
        awaited.remove(task);
    }

    boolean awaits(TaskId task) {
        return awaited.contains(task);
    }

    boolean isComplete() {
        return awaited.isEmpty();
    }

    List<TaskSnapshot> snapshots() {
        return List.copyOf(snapshots.values());
    }
}
