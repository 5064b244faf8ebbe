package dev.selvage.container.task;

import dev.selvage.api.type.DataType;
import dev.selvage.container.operator.OperatorContext.SubtaskState;
import dev.selvage.container.program.JobProgram;
import dev.selvage.container.snapshot.AwaitedFile;
import dev.selvage.container.snapshot.FrozenTaskStates;
import dev.selvage.container.snapshot.TaskStates;
import dev.selvage.container.snapshot.UnwritableStateException;
import dev.selvage.container.state.KeyedStates;
import dev.selvage.core.checkpoint.SnapshotHandle;
import dev.selvage.core.checkpoint.TaskSnapshot;
import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.loop.Inbox;
import dev.selvage.core.message.CheckpointOrder;
import dev.selvage.core.plan.KeyGroupRange;
import dev.selvage.core.plan.Operator;
import dev.selvage.core.taskmanager.TaskManagerEvent;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The state of a task's operators, and its way into checkpoints: frozen in the task's thread, which costs microseconds, and
 * written by another one.
 */
final class OperatorStates {
    private final TaskId task;
    private final JobProgram program;
    private final TaskStates states;
    private final boolean restored;
    private final SnapshotSettings snapshots;
    private final Inbox<TaskManagerEvent> control;
    private final AwaitedFile awaited = new AwaitedFile();
    /** Whether the last snapshot needed a file; told by whoever wrote it. */
    private volatile boolean isLarge;
    /** Snapshots for checkpoints up to this one are wanted no more; told by the task. */
    private volatile long givenUp;

    OperatorStates(
            TaskId task,
            JobProgram program,
            TaskStates states,
            boolean restored,
            SnapshotSettings snapshots,
            Inbox<TaskManagerEvent> control) {
        this.task = task;
        this.program = program;
        this.states = states;
        this.restored = restored;
        this.snapshots = snapshots;
        this.control = control;
    }

    /**
     * State of the head of the chain by keys of a type.
     *
     * @param spaced whether each key has values in several spaces, such as windows
     */
    KeyedStates keyed(Operator operator, DataType<?> keyType, boolean spaced) {
        return states.keyed(operator.id(), operator.name(), keyType, program.stateClasses(operator.id()), spaced);
    }

    /** State by keys of a type that no checkpoint holds, since it leaves with the records of each. */
    KeyedStates passing(Operator operator, DataType<?> keyType) {
        // One key group: it is never split.
        return new KeyedStates(
                operator.name(),
                keyType,
                program.codecs(),
                program.stateClasses(operator.id()),
                new KeyGroupRange(0, 0),
                1,
                false);
    }

    /** State of an operator's subtask that belongs to no key. */
    SubtaskState own(Operator operator) {
        return new SubtaskState(restored, states.lists(operator.id(), operator.name()));
    }

    /** All operators are open, and have said what they keep: it is there from now on. */
    void ready() {
        states.ready();
    }

    /** Wall-clock time, by which values expire. */
    void time(long millis) {
        states.time(millis);
    }

    /** A checkpoint will come soon. A snapshot that was large is taken to be so again, and its file is begun. */
    void expect(CheckpointOrder order) {
        if (isLarge) {
            snapshots.writers().execute(() -> awaited.begin(snapshots.files(), order.fileOf(task)));
        }
    }

    /** Takes the state as it is now. What comes of it is told to the control side. */
    void take(CheckpointOrder order, boolean atEnd) {
        FrozenTaskStates frozen = states.freeze();
        snapshots.writers().execute(() -> control.put(writeWithJobsClasses(frozen, order, atEnd)));
    }

    /** Serializers call code of users, and writers serve all jobs. */
    private TaskManagerEvent writeWithJobsClasses(FrozenTaskStates frozen, CheckpointOrder order, boolean atEnd) {
        Thread writer = Thread.currentThread();
        ClassLoader before = writer.getContextClassLoader();
        writer.setContextClassLoader(program.classes());
        try {
            return write(frozen, order, atEnd);
        } finally {
            writer.setContextClassLoader(before);
        }
    }

    private TaskManagerEvent write(FrozenTaskStates frozen, CheckpointOrder order, boolean atEnd) {
        try {
            FrozenTaskStates.Written written = frozen.write(
                    snapshots.files(),
                    order.fileOf(task),
                    program.options().inlineLimit(),
                    awaited,
                    () -> order.checkpoint().number() > givenUp);
            isLarge = written.handle() instanceof SnapshotHandle.InFile;
            return new TaskManagerEvent.SnapshotWritten(
                    order.checkpoint(), new TaskSnapshot(task, written.handle(), atEnd, written.operators()));
        } catch (IOException | RuntimeException | LinkageError | StackOverflowError thrown) {
            // Errors too: serializers call code of users, and what is wrong with theirs is not with this process.
            Failure reason = Failure.of(
                    ErrorCode.CHECKPOINT_FAILED,
                    "Wanted to write the snapshot of " + task + " for checkpoint " + order.checkpoint() + ", found: "
                            + (thrown instanceof UnwritableStateException known ? known.getMessage() : thrown));
            return new TaskManagerEvent.SnapshotFailed(order.checkpoint(), task, reason);
        }
    }

    /** Checkpoints up to this one will not be. */
    void giveUpTo(CheckpointId checkpoint) {
        givenUp = checkpoint.number();
    }

    /** Lets go of everything. Nobody counts on a snapshot that is still being written: it would keep the state until then. */
    void close() {
        givenUp = Long.MAX_VALUE;
        snapshots.writers().execute(awaited::close);
        try {
            states.close();
        } catch (IOException thrown) {
            throw new UncheckedIOException(thrown);
        }
    }
}
