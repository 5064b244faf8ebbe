package dev.selvage.core.taskmanager;

import dev.selvage.core.checkpoint.TaskSnapshot;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.message.TaskManagerMessage;
import dev.selvage.core.message.TaskManagerMessage.SeenCheckpoint;
import dev.selvage.core.message.TaskReport;
import dev.selvage.core.message.TaskState;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** What a TaskManager knows of its jobs' checkpoints: which it has heard of, and what of the present one is still to be acknowledged. */
final class CheckpointBook {

    private final TreeMap<JobId, Acknowledgement> acknowledgements = new TreeMap<>();
    /** Per job, the highest checkpoint that anything has been heard of from a leader. */
    private final TreeMap<JobId, CheckpointId> highestSeen = new TreeMap<>();
    /** What came of checkpoints that no leader has been heard to trigger: barriers of other processes may be faster. */
    private final TreeMap<TaskId, Early> early = new TreeMap<>();

    private record Early(CheckpointId checkpoint, TaskManagerEvent event) {}

    /** A leader has said something about this checkpoint. */
    void seen(JobId job, CheckpointId checkpoint) {
        highestSeen.merge(job, checkpoint, CheckpointBook::higher);
    }

    private static CheckpointId higher(CheckpointId one, CheckpointId other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    void forEachSeen(BiConsumer<JobId, CheckpointId> action) {
        highestSeen.forEach(action);
    }

    /** What the next leader has to know, which numbers its checkpoints above all that were ever used. */
    List<SeenCheckpoint> highest() {
        TreeMap<JobId, CheckpointId> highest = new TreeMap<>(highestSeen);
        early.forEach((task, ahead) -> highest.merge(task.job(), ahead.checkpoint(), CheckpointBook::higher));
        return highest.entrySet().stream()
                .map(seen -> new SeenCheckpoint(seen.getKey(), seen.getValue()))
                .toList();
    }

    /** A checkpoint is triggered, in which these tasks take part. */
    void begin(JobId job, CheckpointId checkpoint, Collection<TaskId> tasks) {
        acknowledgements.put(job, new Acknowledgement(checkpoint, tasks));
    }

    /** Whether it is of a checkpoint that is yet to be triggered here. */
    boolean isAhead(TaskId task, CheckpointId checkpoint) {
        CheckpointId seen = highestSeen.get(task.job());
        return seen == null || checkpoint.compareTo(seen) > 0;
    }

    /** Keeps what came of a checkpoint that is yet to be triggered here. */
    void keep(TaskId task, CheckpointId checkpoint, TaskManagerEvent event) {
        early.put(task, new Early(checkpoint, event));
    }

    Optional<TaskManagerEvent> takeKept(TaskId task) {
        return Optional.ofNullable(early.remove(task)).map(Early::event);
    }

    /** A part is durable: says so with all others, if it was the last. */
    Optional<TaskManagerMessage> written(CheckpointId checkpoint, TaskSnapshot snapshot, LeaderEpoch leader) {
        JobId job = snapshot.task().job();
        return of(job, checkpoint).flatMap(acknowledgement -> {
            acknowledgement.add(snapshot);
            return acknowledge(job, acknowledgement, leader);
        });
    }

    private Optional<Acknowledgement> of(JobId job, CheckpointId checkpoint) {
        return Optional.ofNullable(acknowledgements.get(job))
                .filter(acknowledgement -> acknowledgement.checkpoint().equals(checkpoint));
    }

    private Optional<TaskManagerMessage> acknowledge(JobId job, Acknowledgement acknowledgement, LeaderEpoch leader) {
        if (!acknowledgement.isComplete()) {
            return Optional.empty();
        }
        acknowledgements.remove(job);
        return Optional.of(new TaskManagerMessage.CheckpointAcknowledged(
                leader, job, acknowledgement.checkpoint(), acknowledgement.snapshots()));
    }

    /** A part will not be: says so, unless nobody waits for it any more. */
    Optional<TaskManagerMessage> failed(CheckpointId checkpoint, TaskId task, Failure reason, LeaderEpoch leader) {
        return of(task.job(), checkpoint)
                .filter(acknowledgement -> acknowledgement.awaits(task))
                .map(acknowledgement -> {
                    acknowledgements.remove(task.job());
                    return new TaskManagerMessage.CheckpointDeclined(leader, checkpoint, task, reason);
                });
    }

    /** A task is over, and gives no part any more. */
    Optional<TaskManagerMessage> over(TaskReport report, LeaderEpoch leader) {
        TaskId task = report.task();
        early.remove(task);
        Optional<Acknowledgement> waiting =
                Optional.ofNullable(acknowledgements.get(task.job())).filter(it -> it.awaits(task));
        if (waiting.isPresent() && report.state() != TaskState.FINISHED) {
            acknowledgements.remove(task.job());
            return Optional.empty();
        }
        return waiting.flatMap(acknowledgement -> {
            acknowledgement.remove(task);
            return acknowledge(task.job(), acknowledgement, leader);
        });
    }

    /** Checkpoints up to this one will not be. */
    void giveUp(JobId job, CheckpointId upTo) {
        Optional.ofNullable(acknowledgements.get(job))
                .filter(acknowledgement -> acknowledgement.checkpoint().compareTo(upTo) <= 0)
                .ifPresent(any -> acknowledgements.remove(job));
    }

    void forget(JobId job) {
        acknowledgements.remove(job);
        highestSeen.remove(job);
        early.keySet().removeIf(task -> task.job().equals(job));
    }
}
