package dev.selvage.core.jobmanager.checkpoints;

import dev.selvage.core.checkpoint.CheckpointKind;
import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.checkpoint.Manifest;
import dev.selvage.core.checkpoint.Pointer;
import dev.selvage.core.checkpoint.RestoreChoice;
import dev.selvage.core.checkpoint.Retention;
import dev.selvage.core.checkpoint.TaskSnapshot;
import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.jobmanager.checkpoints.CheckpointAction.Announce;
import dev.selvage.core.jobmanager.checkpoints.CheckpointAction.DeleteAborted;
import dev.selvage.core.jobmanager.checkpoints.CheckpointAction.DeleteObsolete;
import dev.selvage.core.jobmanager.checkpoints.CheckpointAction.FailJob;
import dev.selvage.core.jobmanager.checkpoints.CheckpointAction.SavepointDone;
import dev.selvage.core.jobmanager.checkpoints.CheckpointAction.SavepointFailed;
import dev.selvage.core.jobmanager.checkpoints.CheckpointAction.Superseded;
import dev.selvage.core.jobmanager.checkpoints.CheckpointAction.TellAborted;
import dev.selvage.core.jobmanager.checkpoints.CheckpointAction.TellDecided;
import dev.selvage.core.jobmanager.checkpoints.CheckpointAction.Trigger;
import dev.selvage.core.jobmanager.checkpoints.CheckpointAction.WriteManifest;
import dev.selvage.core.jobmanager.checkpoints.CheckpointAction.WritePointer;
import dev.selvage.core.jobmanager.checkpoints.PendingCheckpoint.Phase;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.core.loop.Component;
import dev.selvage.core.message.CheckpointOrder;
import dev.selvage.core.plan.ExecutionPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Decides when a job's checkpoints begin and when they count. One at a time: triggered, acknowledged by every task,
 * manifest written, pointer written. Only then is anybody told, and only then is anything deleted.
 */
public final class CheckpointCoordinator {

    private static final long WRITE_AGAIN_MILLIS = 500;
    /** Enough to begin a file on HDFS, also where processors are busy; little enough that few files wait. */
    private static final long ANNOUNCED_BEFORE_MILLIS = 150;

    private final CheckpointSettings settings;
    private final ExecutionPlan plan;
    private final LeaderEpoch epoch;
    private final ParticipantRoll roll;
    private final AskedSavepoints savepoints = new AskedSavepoints();
    private final KnownManifests manifests;
    private final CheckpointNumbers numbers;

    private Pointer durable;
    private Optional<PendingCheckpoint> pending = Optional.empty();

    private long earliestMillis = Component.NEVER;
    private int failuresInARow;
    private boolean wasRefused;
    private boolean stopped;
    private boolean superseded;

    /**
     * The coordinator of a job that goes on from what is durable.
     *
     * @param directory where its checkpoints go, each in a directory of its own
     * @param origin what it starts from as long as there is no checkpoint of its own
     * @param known the manifests that the pointer names; at least the newest of them
     * @param next an id above all that were ever used
     */
    public CheckpointCoordinator(
            CheckpointSettings settings,
            ExecutionPlan plan,
            LeaderEpoch epoch,
            String directory,
            Optional<Manifest> origin,
            Pointer durable,
            Collection<Manifest> known,
            CheckpointId next) {
        this.settings = settings;
        this.plan = plan;
        this.epoch = epoch;
        this.manifests = new KnownManifests(origin, known);
        this.durable = durable;
        this.numbers = new CheckpointNumbers(epoch, directory, next);
        this.roll = new ParticipantRoll(plan);
        // Of savepoints only the one that a job stops with is ever decided: the leader before did not get to the end.
        this.stopped = durable.newest().isPresent()
                && newest().filter(it -> it.kind() == CheckpointKind.SAVEPOINT).isPresent();
    }

    /** Whether it is known which checkpoint is the newest: while a pointer is being written, nobody may choose one to restore. */
    public boolean isSettled() {
        return pending.isEmpty() || pending.get().phase() != Phase.WRITING_POINTER;
    }

    public Pointer durable() {
        return durable;
    }

    /** The newest decided checkpoint, or what the job was told to start from, if there is either. */
    public Optional<Manifest> newest() {
        return manifests.newest(durable);
    }

    /**
     * A task cannot read its part of this checkpoint, since that is damaged or gone. Says from where to go on, and forgets what is
     * newer than that: the next checkpoint that is decided takes its place.
     */
    public RestoreChoice damaged(CheckpointId checkpoint, Failure found) {
        // From before the savepoint that a job stops with it would go on.
        boolean mayNotGoBack = stopped || plan.hasTwoPhaseSinks();
        RestoreChoice choice = manifests.behind(checkpoint, durable, found, mayNotGoBack);
        if (choice instanceof RestoreChoice.From from) {
            durable = durable.upTo(from.checkpoint().checkpoint());
        }
        return choice;
    }

    /** The task has begun, or goes on, to process records. */
    public void running(TaskId task, long nowMillis) {
        roll.running(task);
        if (earliestMillis == Component.NEVER && roll.isComplete()) {
            earliestMillis = nowMillis + Math.min(settings.intervalMillis(), Component.NEVER - nowMillis);
        }
    }

    /** The task has no more input. */
    public void ended(TaskId task, long nowMillis) {
        running(task, nowMillis);
        roll.ended(task);
    }

    /** The task has finished for good; no checkpoint needs a part of it any more. */
    public List<CheckpointAction> finished(TaskId task) {
        roll.finished(task);
        pending.ifPresent(checkpoint -> checkpoint.finished(task));
        return completeIfReady();
    }

    /** The task is gone, or about to be, or cannot be reached. A checkpoint without it cannot complete; that is no failure of the checkpoint. */
    public List<CheckpointAction> lost(TaskId task) {
        roll.lost(task);
        earliestMillis = Component.NEVER;
        numbers.withdraw();
        return isSettled() && pending.isPresent() && pending.get().takesPart(task) ? abort() : List.of();
    }

    /** A task has heard of this checkpoint, under this leader or one before: its number is not used for another. */
    public void used(CheckpointId checkpoint) {
        numbers.used(checkpoint);
    }

    /** Asks for a savepoint in this directory, after those asked for before; the job may be to stop with it. */
    public void savepoint(String directory, boolean thenStop) {
        savepoints.ask(directory, thenStop);
    }

    /** Whether the savepoint that the job was to stop with is decided, by this leader or one before: nothing is decided after it. */
    public boolean hasStopped() {
        return stopped;
    }

    /** The job is to end: whoever waits for a savepoint that has not begun is told that it will not. */
    public List<CheckpointAction> refuseSavepoints(Failure reason) {
        return savepoints.refuseAll(reason);
    }

    /** Every snapshot of tasks that take part brings the checkpoint on; those of other deployments are stale. */
    public List<CheckpointAction> acknowledged(CheckpointId checkpoint, List<TaskSnapshot> snapshots) {
        if (!isPending(checkpoint, Phase.COLLECTING)) {
            return List.of();
        }
        snapshots.forEach(pending.orElseThrow()::acknowledged);
        return completeIfReady();
    }

    /** A task cannot take part. */
    public List<CheckpointAction> declined(CheckpointId checkpoint, TaskId task, Failure reason, long nowMillis) {
        return isPending(checkpoint, Phase.COLLECTING) && pending.orElseThrow().awaits(task)
                ? failed(reason, nowMillis)
                : List.of();
    }

    private List<CheckpointAction> completeIfReady() {
        if (pending.isEmpty() || !pending.get().complete()) {
            return List.of();
        }
        PendingCheckpoint complete = pending.get();
        return List.of(new WriteManifest(complete.toManifest(plan, epoch), complete.order()));
    }

    /** What came of writing the manifest. */
    public List<CheckpointAction> manifest(
            CheckpointId checkpoint, WriteOutcome outcome, Optional<CheckpointReference> written, long nowMillis) {
        if (!isPending(checkpoint, Phase.WRITING_MANIFEST)) {
            return List.of();
        }
        PendingCheckpoint current = pending.orElseThrow();
        return switch (outcome) {
            case WRITTEN -> manifestWritten(current, written.orElseThrow(), nowMillis);
            case REFUSED -> manifestRefused(checkpoint, nowMillis);
            case UNKNOWN -> {
                current.againAt(nowMillis + WRITE_AGAIN_MILLIS);
                yield List.of();
            }
        };
    }

    /**
     * The leader before may have written one under this number after its term was over, which decides nothing. It finds out by
     * its pointer that it is superseded, so that it takes no second number; another refusal has other reasons.
     */
    private List<CheckpointAction> manifestRefused(CheckpointId checkpoint, long nowMillis) {
        Failure reason = Failure.of(
                ErrorCode.CHECKPOINT_FAILED,
                "expected to write the manifest of checkpoint " + checkpoint + ", but it was refused");
        boolean isForgiven = !wasRefused;
        wasRefused = true;
        return isForgiven ? giveUp(reason) : failed(reason, nowMillis);
    }

    private List<CheckpointAction> manifestWritten(
            PendingCheckpoint current, CheckpointReference written, long nowMillis) {
        if (current.order().isSavepoint() && !isLast(current)) {
            pending = Optional.empty();
            pauseFrom(nowMillis);
            return List.of(new SavepointDone(current.order().directory(), written));
        }
        Pointer pointer = Retention.decide(durable, written, epoch, settings.retained());
        current.manifestWritten(written, pointer);
        return List.of(new WritePointer(pointer, written.checkpoint()));
    }

    /** With the savepoint that a job stops with its output ends, so that it decides as a checkpoint does. */
    private boolean isLast(PendingCheckpoint checkpoint) {
        return savepoints.isLast(checkpoint.order().directory());
    }

    /** What came of writing the pointer. */
    public List<CheckpointAction> pointer(CheckpointId checkpoint, WriteOutcome outcome, long nowMillis) {
        if (!isPending(checkpoint, Phase.WRITING_POINTER)) {
            return List.of();
        }
        PendingCheckpoint current = pending.orElseThrow();
        return switch (outcome) {
            case WRITTEN -> decided(current, nowMillis);
            case REFUSED -> {
                superseded = true;
                yield List.of(new Superseded());
            }
            case UNKNOWN -> {
                current.againAt(nowMillis + WRITE_AGAIN_MILLIS);
                yield List.of();
            }
        };
    }

    private List<CheckpointAction> decided(PendingCheckpoint current, long nowMillis) {
        // Decision moment: the pointer is written. From here on the checkpoint can be restored from, whatever fails.
        Pointer before = durable;
        durable = current.pointer();
        manifests.put(current.manifest());
        pending = Optional.empty();
        failuresInARow = 0;
        roll.concluded(current.concluded());
        pauseFrom(nowMillis);
        List<CheckpointAction> actions = new ArrayList<>();
        actions.add(new TellDecided(current.order().checkpoint(), current.parts()));
        // The pointer write has just shown that this leader leads, and the pointer names none of these.
        for (CheckpointReference obsolete : Retention.obsolete(before, durable)) {
            manifests.remove(obsolete);
            actions.add(new DeleteObsolete(obsolete));
        }
        numbers.takeAborted().forEach(order -> actions.add(new DeleteAborted(order)));
        if (isLast(current)) {
            stopped = true;
            actions.add(new SavepointDone(current.order().directory(), current.reference()));
        }
        return actions;
    }

    private void pauseFrom(long nowMillis) {
        earliestMillis = Math.max(earliestMillis, nowMillis + settings.minimumPauseMillis());
    }

    private boolean isPending(CheckpointId checkpoint, Phase phase) {
        return pending.isPresent()
                && pending.get().phase() == phase
                && pending.get().order().checkpoint().equals(checkpoint);
    }

    private List<CheckpointAction> abort() {
        return giveUp(
                Failure.of(
                        ErrorCode.CHECKPOINT_FAILED,
                        "expected every task to take part, but one failed or lost its connection: ask again once the job runs"));
    }

    /** The checkpoint on its way will not be. Only the user's wish is answered; whether it counts as a failure others say. */
    private List<CheckpointAction> giveUp(Failure reason) {
        CheckpointOrder order = pending.orElseThrow().order();
        pending = Optional.empty();
        numbers.aborted(order);
        List<CheckpointAction> actions = new ArrayList<>(List.of(new TellAborted(order.checkpoint(), reason)));
        if (order.isSavepoint()) {
            actions.add(new SavepointFailed(order.directory(), reason));
        }
        return actions;
    }

    private List<CheckpointAction> failed(Failure reason, long nowMillis) {
        boolean counts = !pending.orElseThrow().order().isSavepoint();
        List<CheckpointAction> actions = giveUp(reason);
        if (!counts) {
            return actions;
        }
        earliestMillis = Math.max(earliestMillis, nowMillis + settings.intervalMillis());
        if (++failuresInARow > settings.tolerableFailures()) {
            failuresInARow = 0;
            actions.add(new FailJob(Failure.of(
                    ErrorCode.CHECKPOINT_FAILED,
                    "expected at most " + settings.tolerableFailures()
                            + " failed checkpoints in a row, but found one more: " + reason.sentence())));
        }
        return actions;
    }

    /** Gives up what takes too long, writes again what had an unknown outcome, begins what is due. */
    public List<CheckpointAction> onTime(long nowMillis) {
        if (superseded) {
            return List.of();
        }
        if (pending.isEmpty()) {
            if (dueAtMillis() <= nowMillis) {
                return trigger(nowMillis);
            }
            return announceAtMillis() <= nowMillis ? announce() : List.of();
        }
        PendingCheckpoint current = pending.get();
        if (current.deadlineMillis() <= nowMillis) {
            return failed(current.tooSlow(), nowMillis);
        }
        if (current.againAtMillis() > nowMillis) {
            return List.of();
        }
        current.againAt(Component.NEVER);
        return current.phase() == Phase.WRITING_POINTER
                ? List.of(new WritePointer(current.pointer(), current.order().checkpoint()))
                : List.of(new WriteManifest(current.manifest(), current.order()));
    }

    /** When {@link #onTime} has something to do. */
    public long wakeAtMillis() {
        if (superseded) {
            return Component.NEVER;
        }
        return pending.map(current -> Math.min(current.deadlineMillis(), current.againAtMillis()))
                .orElseGet(() -> Math.min(dueAtMillis(), announceAtMillis()));
    }

    /** When to tell tasks that a checkpoint will come; not of one that is due at once. */
    private long announceAtMillis() {
        long dueAtMillis = dueAtMillis();
        boolean isLeftOut = numbers.hasAnnounced() || dueAtMillis == Component.NEVER;
        return isLeftOut ? Component.NEVER : dueAtMillis - ANNOUNCED_BEFORE_MILLIS;
    }

    private List<CheckpointAction> announce() {
        return List.of(new Announce(numbers.announce(earliestMillis), roll.tasks()));
    }

    private long dueAtMillis() {
        if (stopped || !roll.isComplete() || roll.isOver()) {
            return Component.NEVER;
        }
        if (savepoints.isAnyAsked()) {
            return 0;
        }
        if (!settings.enabled() || roll.isConcluded()) {
            return Component.NEVER;
        }
        // Nothing more will come, so nothing is gained by waiting; but a failed attempt is not repeated at once.
        return roll.hasEnded() && failuresInARow == 0 ? 0 : earliestMillis;
    }

    private List<CheckpointAction> trigger(long nowMillis) {
        CheckpointOrder order = numbers.take(nowMillis, savepoints.next());
        if (order.kind() == CheckpointKind.CHECKPOINT) {
            earliestMillis = nowMillis + settings.intervalMillis();
        }
        pending = Optional.of(new PendingCheckpoint(
                order, nowMillis + settings.timeoutMillis(), roll.tasks(), roll.finishedSubtasks()));
        return List.of(new Trigger(order, roll.tasks()));
    }
}
