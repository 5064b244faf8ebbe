package dev.selvage.benchmarks.scale;

import dev.selvage.container.taskmanager.Tasks;
import dev.selvage.core.checkpoint.Bytes;
import dev.selvage.core.checkpoint.ListState;
import dev.selvage.core.checkpoint.OperatorSnapshot;
import dev.selvage.core.checkpoint.SnapshotHandle;
import dev.selvage.core.checkpoint.TaskSnapshot;
import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.loop.Inbox;
import dev.selvage.core.message.CheckpointOrder;
import dev.selvage.core.message.LeaderMessage;
import dev.selvage.core.message.TaskDeployment;
import dev.selvage.core.plan.Exchange;
import dev.selvage.core.plan.Operator;
import dev.selvage.core.plan.Vertex;
import dev.selvage.core.taskmanager.TaskManagerEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Tasks that do nothing but what their control side sees of them: they run at once, and take part in checkpoints. Those with
 * state by key leave a small file for each, as a job does whose state has outgrown what travels inside an acknowledgement; the
 * others' lists are short, and travel there.
 */
final class StandInTasks implements Tasks {

    /** What a source's split or a sink's transaction comes to, with the index of the snapshot. */
    private static final Bytes INLINE = Bytes.copyOf(new byte[240]);

    private static final byte[] IN_FILE = new byte[64];
    /** What the manifest says of a file, which nobody reads here, is of the usual size. */
    private static final SnapshotHandle.InFile USUAL = new SnapshotHandle.InFile("", 0, 1_482_771, 3_735_928_559L);

    private final Inbox<TaskManagerEvent> told;
    private final Traffic traffic;
    /** Changed on the control loop, but for what is told to fail. */
    private final Map<TaskId, Part> running = new ConcurrentSkipListMap<>();

    /** What a task has in each of its snapshots. */
    private record Part(boolean inFile, List<OperatorSnapshot> operators) {}

    /** No tasks yet. */
    StandInTasks(Inbox<TaskManagerEvent> told, Traffic traffic) {
        this.told = told;
        this.traffic = traffic;
    }

    @Override
    public void start(TaskDeployment task, LeaderMessage.Deploy context) {
        running.put(
                task.task(),
                part(context, context.plan().vertex(task.task().subtask().vertex())));
        traffic.started(task.task().deployment().number());
        told.put(new TaskManagerEvent.TaskRuns(task.task()));
    }

    private static Part part(LeaderMessage.Deploy context, Vertex vertex) {
        Operator first = vertex.chain().get(0);
        boolean keyed =
                context.plan().edgesInto(vertex.id()).stream().anyMatch(edge -> edge.exchange() == Exchange.HASH);
        List<ListState> lists = keyed ? List.of() : List.of(new ListState("entries", ListState.Spread.SPLIT, 1));
        return new Part(keyed, List.of(new OperatorSnapshot(first.id(), keyed, lists)));
    }

    @Override
    public void cancel(TaskId task) {
        if (running.remove(task) != null) {
            told.put(new TaskManagerEvent.TaskCancelled(task));
        }
    }

    /** Lets one of them fail; returns whether there was any. Any thread may call. */
    boolean failOne() {
        for (TaskId task : running.keySet()) {
            running.remove(task);
            told.put(new TaskManagerEvent.TaskFailed(
                    task, Failure.of(ErrorCode.TASK_FAILED, "expected to go on, but was told to fail")));
            return true;
        }
        return false;
    }

    @Override
    public void trigger(TaskId task, CheckpointOrder order) {
        Part part = running.get(task);
        if (part != null) {
            SnapshotHandle handle = part.inFile() ? file(order.fileOf(task)) : new SnapshotHandle.Inline(INLINE);
            told.put(new TaskManagerEvent.SnapshotWritten(
                    order.checkpoint(), new TaskSnapshot(task, handle, false, part.operators())));
        }
    }

    /** It is there, so that it can be deleted. */
    private SnapshotHandle file(String name) {
        Path file = Path.of(name);
        Path directory = Objects.requireNonNull(file.getParent());
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory);
            }
            Files.write(file, IN_FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SnapshotHandle.InFile(name, USUAL.offset(), USUAL.length(), USUAL.checksum());
    }

    @Override
    public void commitUpTo(TaskId task, CheckpointId checkpoint) {}

    @Override
    public void giveUp(TaskId task, CheckpointId upTo) {}

    @Override
    public void heedFrom(TaskId task, LeaderEpoch leader) {}

    @Override
    public void close() {}
}
