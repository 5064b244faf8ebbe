package dev.selvage.core.simulation.job;

import dev.selvage.core.checkpoint.BarrierAlignment;
import dev.selvage.core.checkpoint.TaskSnapshot;
import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.core.message.CheckpointOrder;
import dev.selvage.core.message.TaskDeployment;
import dev.selvage.core.simulation.Simulation;
import dev.selvage.core.simulation.job.ModelChannel.Item;
import dev.selvage.core.taskmanager.TaskManagerEvent;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A task as it behaves towards its TaskManager and its neighbours, with next to nothing inside. Takes a turn every few
 * milliseconds: some records, barriers as {@link BarrierAlignment} has it, commits.
 */
final class TaskModel {

    private static final int RECORDS_PER_TURN = 8;
    /** Sources are slow, so that a job sees several checkpoints. */
    private static final int NEW_RECORDS_PER_TURN = 2;

    private static final long PATIENCE_TURNS = 40;
    private static final long NOT_ALIGNING = -1;
    private static final long READ_AGAIN_MICROS = 300_000;

    private final Simulation simulation;
    private final SplittableRandom random;
    private final DurableStore store;
    private final DataPlane plane;
    private final TaskHost host;
    private final TaskDeployment deployment;
    private final String name;
    private final TaskWork work;
    private final List<ModelChannel> inputs;
    private final List<ModelChannel> outputs;
    private final BarrierAlignment alignment;
    private final TreeMap<Integer, Boolean> ended = new TreeMap<>();

    private boolean running;
    private boolean over;
    private boolean cancelled;
    private boolean endSent;
    /** Whether it took part in a checkpoint that was decided, so that all tasks of its job ran. */
    private boolean sawDecision;

    private long cancelTurns;
    private long aligningSinceMicros = NOT_ALIGNING;
    /** What triggers and barriers said, by checkpoint: either may be the first to tell. */
    private final TreeMap<Long, CheckpointOrder> orders = new TreeMap<>();

    /** The first snapshot taken at the end of input; deciding it, or a later one, ends the task. */
    private Optional<CheckpointId> lastOfAll = Optional.empty();

    /** The process that a task lives in. */
    interface TaskHost {
        boolean alive();

        boolean paused();

        String name();

        void tell(TaskManagerEvent event);
    }

    TaskModel(
            Simulation simulation,
            DurableStore store,
            DataPlane plane,
            TaskHost host,
            TaskDeployment deployment,
            TaskWork work,
            List<ModelChannel> inputs,
            List<ModelChannel> outputs) {
        this.simulation = simulation;
        this.random = simulation.random("tasks");
        this.store = store;
        this.plane = plane;
        this.host = host;
        this.deployment = deployment;
        this.name = deployment.task().toString();
        this.work = work;
        this.inputs = inputs;
        this.outputs = outputs;
        this.alignment = new BarrierAlignment(inputs.size(), work.bug() != JobBug.NO_ALIGNMENT);
    }

    TaskId id() {
        return deployment.task();
    }

    boolean isOver() {
        return over;
    }

    String hostName() {
        return host.name();
    }

    /** For how long some of its channels have waited for others, if they do. */
    long aligningForMicros() {
        return aligningSinceMicros == NOT_ALIGNING ? 0 : simulation.nowMicros() - aligningSinceMicros;
    }

    void start() {
        plane.started(this);
        later(1_000 + random.nextLong(30_000), this::restore);
    }

    private void later(long micros, Runnable turn) {
        simulation.after(micros, "task", name, "turn", () -> {
            if (over) {
                return;
            }
            if (!host.alive()) {
                end(false);
            } else if (host.paused()) {
                later(10_000, turn);
            } else {
                turn.run();
            }
        });
    }

    private void restore() {
        if (cancelled) {
            takeTurn();
            return;
        }
        if (deployment.restore().isPresent() && deployment.restore().get().finished()) {
            outputs.forEach(channel -> channel.put(new Item.End()));
            end(true);
            host.tell(new TaskManagerEvent.TaskFinished(id()));
            return;
        }
        if (!store.isReadableFor(host.name())) {
            later(READ_AGAIN_MICROS, this::restore);
            return;
        }
        Optional<String> missing = work.restore(deployment.restore(), store);
        if (missing.isPresent()) {
            fail(ErrorCode.STATE_DAMAGED, "expected to read " + missing.get() + ", but it is damaged or not there");
            return;
        }
        commitWhatIsRestored();
    }

    /** Whoever hears that a task runs knows that it has committed what it began with. */
    private void commitWhatIsRestored() {
        work.commitWhatIsDecided(() -> host.alive() && !over);
        if (!cancelled && !work.allDecidedIsCommitted()) {
            later(10_000, this::commitWhatIsRestored);
            return;
        }
        if (!cancelled) {
            running = true;
            host.tell(new TaskManagerEvent.TaskRuns(id()));
        }
        takeTurn();
    }

    private void takeTurn() {
        work.commitWhatIsDecided(() -> host.alive() && !over);
        if (cancelled) {
            // What was decided before is committed first, but not for ever.
            if (!running || work.allDecidedIsCommitted()) {
                end(false);
                host.tell(new TaskManagerEvent.TaskCancelled(id()));
                return;
            } else if (++cancelTurns > PATIENCE_TURNS) {
                fail("expected to commit before I stop, but it takes too long");
                return;
            }
        } else if (isCutOff()) {
            fail(ErrorCode.NEIGHBOUR_LOST, "expected my neighbours to be there, but a channel broke");
            return;
        } else {
            processSome();
            if (endSent && lastOfAll.isPresent() && work.isSettledAt(lastOfAll.get())) {
                end(true);
                host.tell(new TaskManagerEvent.TaskFinished(id()));
                return;
            }
        }
        later(10_000 + random.nextLong(20_000), this::takeTurn);
    }

    private boolean isCutOff() {
        for (int channel = 0; channel < inputs.size(); channel++) {
            if (inputs.get(channel).isBroken() && !ended.containsKey(channel)) {
                return true;
            }
        }
        for (int channel = 0; channel < outputs.size() && !endSent; channel++) {
            if (outputs.get(channel).isBroken()) {
                return true;
            }
        }
        return false;
    }

    private boolean hasRoomForMore() {
        for (ModelChannel output : outputs) {
            if (!output.hasRoom()) {
                return false;
            }
        }
        return true;
    }

    private void processSome() {
        int most = inputs.isEmpty() ? NEW_RECORDS_PER_TURN : RECORDS_PER_TURN;
        for (int i = 0; i < most && hasRoomForMore(); i++) {
            if (inputs.isEmpty()) {
                work.next().ifPresent(this::emit);
            } else {
                takeOneItem();
            }
        }
        if (!endSent && (inputs.isEmpty() ? work.isThrough() : ended.size() == inputs.size())) {
            endSent = true;
            outputs.forEach(channel -> channel.put(new Item.End()));
            host.tell(new TaskManagerEvent.TaskEnded(id()));
        }
    }

    private void takeOneItem() {
        int first = random.nextInt(inputs.size());
        for (int i = 0; i < inputs.size(); i++) {
            int channel = (first + i) % inputs.size();
            if (!alignment.isBlocked(channel) && !inputs.get(channel).isEmpty()) {
                take(channel, inputs.get(channel).take());
                return;
            }
        }
    }

    private void take(int channel, Item item) {
        if (item instanceof Item.Element data) {
            work.process(data.record()).ifPresent(this::emit);
        } else if (item instanceof Item.Barrier barrier) {
            orders.put(barrier.order().checkpoint().number(), barrier.order());
            react(alignment.barrier(
                    channel,
                    barrier.order().epoch(),
                    barrier.order().checkpoint().number()));
        } else if (item instanceof Item.Cancelled marker) {
            react(alignment.cancelled(marker.checkpoint()));
        } else {
            ended.put(channel, true);
            react(alignment.ended(channel));
        }
    }

    private void react(List<BarrierAlignment.Outcome> outcomes) {
        if (!alignment.isAligning()) {
            aligningSinceMicros = NOT_ALIGNING;
        } else if (aligningSinceMicros == NOT_ALIGNING || !outcomes.isEmpty()) {
            aligningSinceMicros = simulation.nowMicros();
        }
        for (BarrierAlignment.Outcome outcome : outcomes) {
            if (outcome instanceof BarrierAlignment.Outcome.Aligned) {
                snapshot(Objects.requireNonNull(orders.get(outcome.checkpoint())));
            } else {
                outputs.forEach(channel -> channel.put(new Item.Cancelled(outcome.checkpoint())));
            }
        }
    }

    private void emit(ModelRecord record) {
        outputs.get(work.route(record, outputs.size())).put(new Item.Element(record));
    }

    /** The TaskManager says that a checkpoint begins. */
    void trigger(CheckpointOrder order) {
        if (!running) {
            return;
        }
        orders.put(order.checkpoint().number(), order);
        react(alignment.triggered(order.checkpoint().number()));
    }

    private void snapshot(CheckpointOrder order) {
        long checkpoint = order.checkpoint().number();
        orders.headMap(checkpoint, true).clear();
        if (!endSent) {
            outputs.forEach(channel -> channel.put(new Item.Barrier(order)));
        }
        boolean atEnd = inputs.isEmpty() ? work.isThrough() : alignment.isAtEnd();
        if (atEnd && lastOfAll.isEmpty()) {
            lastOfAll = Optional.of(order.checkpoint());
        }
        String file = CheckpointFiles.placeOf(id().job(), order) + name + "-" + order.epoch();
        ModelSnapshot snapshot = work.snapshot(id(), order.checkpoint());
        TaskSnapshot told = work.describe(id(), file, snapshot, atEnd);
        if (work.bug() == JobBug.EARLY_ACKNOWLEDGEMENT) {
            host.tell(new TaskManagerEvent.SnapshotWritten(order.checkpoint(), told));
        }
        store.writeSnapshot(host.name(), file, snapshot, outcome -> {
            if (over) {
                return;
            }
            host.tell(
                    outcome == WriteOutcome.WRITTEN
                            ? new TaskManagerEvent.SnapshotWritten(order.checkpoint(), told)
                            : new TaskManagerEvent.SnapshotFailed(
                                    order.checkpoint(),
                                    id(),
                                    Failure.of(
                                            ErrorCode.CHECKPOINT_FAILED,
                                            "expected to write " + file + ", but it was " + outcome)));
        });
    }

    /** The TaskManager says that a checkpoint is decided. */
    void commitUpTo(CheckpointId checkpoint) {
        sawDecision = true;
        work.decided(checkpoint);
    }

    /** The TaskManager says that checkpoints up to this one will not be. */
    void giveUp(CheckpointId upTo) {
        react(alignment.giveUpTo(upTo.number()));
    }

    /** The TaskManager says whose barriers count. */
    void heedFrom(LeaderEpoch leader) {
        react(alignment.heedFrom(leader));
    }

    void cancel() {
        cancelled = true;
    }

    void fail(String sentence) {
        fail(ErrorCode.TASK_FAILED, sentence);
    }

    private void fail(ErrorCode code, String sentence) {
        end(false);
        host.tell(new TaskManagerEvent.TaskFailed(id(), Failure.of(code, sentence)));
    }

    /** Nothing of the task is left; if it was over before, nothing of what it left to others. */
    void end(boolean inTime) {
        boolean isStopped = !over && sawDecision;
        over = true;
        plane.gone(id(), inTime, isStopped);
    }
}
