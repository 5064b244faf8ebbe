package dev.selvage.container.task;

import dev.selvage.container.snapshot.SnapshotFiles;
import dev.selvage.core.checkpoint.CheckpointKind;
import dev.selvage.core.checkpoint.Manifest;
import dev.selvage.core.checkpoint.TaskSnapshot;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.SubtaskId;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.message.CheckpointOrder;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.taskmanager.TaskManagerEvent;
import dev.selvage.platform.storage.LocalFileStorage;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The coordinator of a {@link TurnedJob}'s checkpoints: one at a time, begun, decided and given up when the test says so. */
final class TurnedCheckpoints {

    /** Where the tasks of a job leave their snapshots. */
    record Place(SnapshotFiles files, String directory) {

        /** Of jobs whose snapshots are all small. */
        static final Place NONE = new Place(new SnapshotFiles(path -> new LocalFileStorage()), "/nowhere");
    }

    static final LeaderEpoch EPOCH = new LeaderEpoch(1);

    private final Tally tally;
    private final String directory;
    private final Consumer<Consumer<Task>> everybody;
    private final Deque<TaskManagerEvent> told = new ArrayDeque<>();

    private CheckpointId next = new CheckpointId(1);
    private Optional<Pending> pending = Optional.empty();
    private Optional<Manifest> decided = Optional.empty();
    private long heard;

    /** A checkpoint on its way. */
    private record Pending(CheckpointOrder order, TreeSet<TaskId> awaited, Map<TaskId, TaskSnapshot> snapshots) {
        CheckpointId number() {
            return order.checkpoint();
        }
    }

    /** A coordinator that reaches all tasks which run, and has decided nothing. */
    TurnedCheckpoints(Tally tally, String directory, Consumer<Consumer<Task>> everybody) {
        this.tally = tally;
        this.directory = directory;
        this.everybody = everybody;
    }

    /** What the next deployment begins with. */
    Optional<Manifest> decided() {
        return decided;
    }

    /** How much it has heard: in a large job with an unlucky checkpoint nothing else may happen for long. */
    long heard() {
        return heard;
    }

    /** Begins a checkpoint if none is on its way. */
    void trigger(Collection<TaskId> running, long millis) {
        if (pending.isPresent()) {
            return;
        }
        CheckpointOrder order = new CheckpointOrder(EPOCH, next, CheckpointKind.CHECKPOINT, millis, directory);
        next = next.next();
        pending = Optional.of(new Pending(order, new TreeSet<>(running), new TreeMap<>()));
        // Of three, two are announced; and once in a while one that does not come.
        if (order.checkpoint().number() % 3 != 0) {
            everybody.accept(task -> task.expect(order));
        }
        everybody.accept(task -> task.trigger(order));
        if (order.checkpoint().number() % 5 == 0) {
            everybody.accept(task ->
                    task.expect(new CheckpointOrder(EPOCH, next.next(), CheckpointKind.CHECKPOINT, millis, directory)));
        }
    }

    /** Gives the present checkpoint up, as one does who has waited too long. */
    void giveUp() {
        pending.ifPresent(checkpoint -> everybody.accept(task -> task.giveUpTo(checkpoint.number())));
        pending = Optional.empty();
    }

    /** A task says something; it is heard later. */
    void tell(TaskManagerEvent event) {
        told.add(event);
    }

    /** What was said is lost. */
    void forget() {
        told.clear();
    }

    /** A task has nothing more to do; nobody waits for its snapshot. */
    void finished(TaskId task) {
        pending.ifPresent(checkpoint -> checkpoint.awaited().remove(task));
    }

    /** Hears what tasks have told, and decides the checkpoint if nobody is missing any more. */
    void hear(ExecutionPlan plan, Set<SubtaskId> finished, long millis) {
        while (!told.isEmpty()) {
            TaskManagerEvent event = told.remove();
            heard++;
            if (event instanceof TaskManagerEvent.SnapshotWritten written) {
                pending.filter(checkpoint -> checkpoint.number().equals(written.checkpoint()))
                        .filter(checkpoint ->
                                checkpoint.awaited().remove(written.snapshot().task()))
                        .ifPresent(checkpoint ->
                                checkpoint.snapshots().put(written.snapshot().task(), written.snapshot()));
            } else if (event instanceof TaskManagerEvent.SnapshotFailed failed) {
                tally.lostSnapshots++;
                pending.filter(checkpoint -> checkpoint.number().equals(failed.checkpoint()))
                        .ifPresent(checkpoint -> giveUp());
            }
        }
        pending.filter(checkpoint -> checkpoint.awaited().isEmpty())
                .ifPresent(checkpoint -> decide(checkpoint, plan, finished, millis));
    }

    private void decide(Pending checkpoint, ExecutionPlan plan, Set<SubtaskId> finished, long millis) {
        tally.checkpoints++;
        decided = Optional.of(Manifest.of(
                plan,
                checkpoint.number(),
                EPOCH,
                CheckpointKind.CHECKPOINT,
                millis,
                checkpoint.snapshots().values(),
                new TreeSet<>(finished)));
        pending = Optional.empty();
        everybody.accept(task -> task.commitUpTo(checkpoint.number()));
    }
}
