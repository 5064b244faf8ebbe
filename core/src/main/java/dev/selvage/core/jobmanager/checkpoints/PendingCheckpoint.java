package dev.selvage.core.jobmanager.checkpoints;

import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.checkpoint.Manifest;
import dev.selvage.core.checkpoint.Pointer;
import dev.selvage.core.checkpoint.TaskSnapshot;
import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.SubtaskId;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.message.CheckpointOrder;
import dev.selvage.core.plan.ExecutionPlan;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The checkpoint on its way: who has yet to acknowledge, and how far it is. */
final class PendingCheckpoint {

    /** How far a checkpoint is. */
    enum Phase {
        /** Tasks snapshot. */
        COLLECTING,
        /** The manifest is being written; without it nothing counts. */
        WRITING_MANIFEST,
        /** The pointer is being written, or has been: nobody may act as if it had not. */
        WRITING_POINTER
    }

    private final CheckpointOrder order;
    private final long deadlineMillis;
    private final TreeSet<TaskId> awaited;
    private final TreeMap<SubtaskId, TaskSnapshot> snapshots = new TreeMap<>();
    private final TreeSet<SubtaskId> finished;
    private Phase phase = Phase.COLLECTING;
    /** When to write again what had an unknown outcome. */
    private long againAtMillis = Long.MAX_VALUE;

    private Optional<Manifest> manifest = Optional.empty();
    private Optional<CheckpointReference> reference = Optional.empty();
    private Optional<Pointer> pointer = Optional.empty();

    PendingCheckpoint(
            CheckpointOrder order, long deadlineMillis, Collection<TaskId> tasks, NavigableSet<SubtaskId> finished) {
        this.order = order;
        this.deadlineMillis = deadlineMillis;
        this.awaited = new TreeSet<>(tasks);
        this.finished = new TreeSet<>(finished);
    }

    CheckpointOrder order() {
        return order;
    }

    Phase phase() {
        return phase;
    }

    /** Until when it may go on; never, once it may have been decided. */
    long deadlineMillis() {
        return phase == Phase.WRITING_POINTER ? Long.MAX_VALUE : deadlineMillis;
    }

    long againAtMillis() {
        return againAtMillis;
    }

    void againAt(long millis) {
        againAtMillis = millis;
    }

    /** Whether this task takes part, and has not acknowledged. */
    boolean awaits(TaskId task) {
        return awaited.contains(task);
    }

    boolean takesPart(TaskId task) {
        TaskSnapshot snapshot = snapshots.get(task.subtask());
        return awaits(task) || (snapshot != null && snapshot.task().equals(task));
    }

    void acknowledged(TaskSnapshot snapshot) {
        if (awaited.remove(snapshot.task())) {
            snapshots.put(snapshot.task().subtask(), snapshot);
        }
    }

    /** The task needs no part any more: it has finished for good. */
    void finished(TaskId task) {
        if (awaited.remove(task)) {
            finished.add(task.subtask());
        }
    }

    boolean complete() {
        return phase == Phase.COLLECTING && awaited.isEmpty();
    }

    Manifest toManifest(ExecutionPlan plan, LeaderEpoch epoch) {
        Manifest made = Manifest.of(
                plan, order.checkpoint(), epoch, order.kind(), order.triggeredAtMillis(), snapshots.values(), finished);
        manifest = Optional.of(made);
        phase = Phase.WRITING_MANIFEST;
        return made;
    }

    Manifest manifest() {
        return manifest.orElseThrow();
    }

    void manifestWritten(CheckpointReference written, Pointer toWrite) {
        reference = Optional.of(written);
        pointer = Optional.of(toWrite);
        phase = Phase.WRITING_POINTER;
        againAtMillis = Long.MAX_VALUE;
    }

    Pointer pointer() {
        return pointer.orElseThrow();
    }

    CheckpointReference reference() {
        return reference.orElseThrow();
    }

    /** The tasks that have acknowledged. */
    List<TaskId> parts() {
        return snapshots.values().stream().map(TaskSnapshot::task).toList();
    }

    /** Subtasks whose last snapshot this is. */
    Collection<SubtaskId> concluded() {
        return snapshots.values().stream()
                .filter(TaskSnapshot::atEndOfInput)
                .map(snapshot -> snapshot.task().subtask())
                .toList();
    }

    /** Why it is given up at its deadline. */
    Failure tooSlow() {
        String found = phase == Phase.COLLECTING
                ? awaited.size() + " tasks are missing, " + awaited.first() + " among them"
                : "its manifest could not be written";
        return Failure.of(
                ErrorCode.CHECKPOINT_FAILED,
                "expected checkpoint " + order.checkpoint() + " to complete in time, but " + found);
    }
}
