package dev.selvage.container.task;

import dev.selvage.container.network.LocalChannels;
import dev.selvage.container.program.JobOptions;
import dev.selvage.container.program.JobProgram;
import dev.selvage.container.snapshot.SnapshotFiles;
import dev.selvage.core.checkpoint.CheckpointKind;
import dev.selvage.core.checkpoint.Manifest;
import dev.selvage.core.checkpoint.Redistribution;
import dev.selvage.core.checkpoint.TaskSnapshot;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.DeploymentNumber;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.SubtaskId;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.message.CheckpointOrder;
import dev.selvage.core.message.LeaderMessage.Deploy;
import dev.selvage.core.message.Peer;
import dev.selvage.core.message.Placement;
import dev.selvage.core.message.TaskDeployment;
import dev.selvage.core.plan.JobPlan;
import dev.selvage.core.plan.Vertex;
import dev.selvage.core.taskmanager.TaskManagerEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A whole job whose tasks a test turns in one thread, in an order that it chooses or leaves to a seed; the test is
 * coordinator, clock and disk as well. Everything else is the real thing.
 */
final class TurnedJob {
    private static final TaskManagerId SELF = new TaskManagerId("turned");
    private static final Peer PEER = new Peer(SELF, "localhost", 1);
    private static final LeaderEpoch EPOCH = new LeaderEpoch(1);

    private final JobProgram program;
    private final JobPlan plan;
    private final SnapshotFiles files;
    private final boolean checkpointing;
    private final Supplier<Pace> paces;
    private final Random random;

    /** What snapshots wait for: their bytes are written when the test says so. */
    private final Deque<Runnable> disk = new ArrayDeque<>();

    private final Deque<TaskManagerEvent> told = new ArrayDeque<>();
    private final Map<TaskId, Task> tasks = new TreeMap<>();
    private final Map<TaskId, Mailbox> mailboxes = new TreeMap<>();
    private final TreeSet<SubtaskId> finished = new TreeSet<>();

    private DeploymentNumber deployment = new DeploymentNumber(1);
    private CheckpointId nextCheckpoint = new CheckpointId(1);
    private Optional<Pending> pending = Optional.empty();
    private Optional<Manifest> decided = Optional.empty();
    private int decidedCount;
    private int restoredCount;
    private long millis = 1_000_000;
    private long nanos;
    private LongSupplier nanosPerLook = () -> 0;

    /**
     * How much happens at once.
     *
     * @param inlineLimit bytes of a snapshot that need no file
     * @param batchSize records that travel together
     * @param batchesUnderWay after how many of them a producer takes no more input
     * @param nanosPerLook how far the clock goes whenever a task looks at it: a turn ends after a millisecond
     */
    record Pace(int inlineLimit, int batchSize, int batchesUnderWay, LongSupplier nanosPerLook) {}

    /** A checkpoint on its way. */
    private record Pending(CheckpointOrder order, TreeSet<TaskId> awaited, Map<TaskId, TaskSnapshot> snapshots) {}

    /** A job that a seed decides about: sizes, turns and clock. */
    TurnedJob(JobPlan plan, SnapshotFiles files, boolean checkpointing, long seed) {
        this(plan, files, checkpointing, new Random(seed), TurnedJob::anyPace);
    }

    /** A job of a given pace, whose turns are the test's to choose. */
    TurnedJob(JobPlan plan, SnapshotFiles files, boolean checkpointing, Pace pace) {
        this(plan, files, checkpointing, new Random(0), random -> pace);
    }

    private TurnedJob(
            JobPlan plan, SnapshotFiles files, boolean checkpointing, Random random, Function<Random, Pace> paces) {
        this.plan = plan;
        this.files = files;
        this.checkpointing = checkpointing;
        this.random = random;
        this.paces = () -> paces.apply(random);
        this.program = new JobProgram(
                plan, new JobOptions(true, paces.apply(random).inlineLimit(), false), TurnedJob.class.getClassLoader());
    }

    /** Starts all tasks, from the last decided checkpoint if there is one. */
    void deploy() throws Exception {
        LocalChannels channels = new LocalChannels();
        Pace pace = paces.get();
        nanosPerLook = pace.nanosPerLook();
        TaskProcess process = new TaskProcess(
                SELF,
                channels,
                Optional.empty(),
                address -> {
                    throw new IllegalStateException("expected no files, but was asked for " + address);
                },
                new SnapshotSettings(job -> files, disk::add),
                new Task.Clocks(this::nanos, () -> millis),
                pace.batchSize(),
                pace.batchesUnderWay());
        List<TaskDeployment> deployments = new ArrayList<>();
        for (Vertex vertex : plan.plan().vertices()) {
            for (SubtaskId subtask : vertex.subtasks()) {
                deployments.add(new TaskDeployment(
                        new TaskId(plan.plan().job(), subtask, deployment),
                        0,
                        decided.map(manifest -> Redistribution.of(manifest, vertex, subtask.index()))));
            }
        }
        List<Placement> placements = plan.plan().vertices().stream()
                .map(vertex -> new Placement(vertex.id(), Collections.nCopies(vertex.parallelism(), 0)))
                .toList();
        Deploy context = new Deploy(EPOCH, plan.plan(), checkpointing, deployments, placements, List.of(PEER));
        Collections.shuffle(deployments, random);
        for (TaskDeployment each : deployments) {
            Mailbox mailbox = new Mailbox();
            Task task = new TaskStart(each, context, process, job -> program, told::add, mailbox).make();
            tasks.put(each.task(), task);
            mailboxes.put(each.task(), mailbox);
        }
        for (Task task : tasks.values()) {
            task.open();
        }
    }

    private static Pace anyPace(Random random) {
        return new Pace(
                random.nextInt(4) * 1000, 1 + random.nextInt(20), 1 + random.nextInt(3), () -> random.nextInt(600_000));
    }

    private long nanos() {
        nanos += nanosPerLook.getAsLong();
        return nanos;
    }

    /** One step of anybody: mostly a turn of a task. */
    void step() {
        millis += random.nextInt(3);
        int what = random.nextInt(12);
        if (what <= 1 && !disk.isEmpty()) {
            disk.remove().run();
        } else if (what == 2) {
            hear();
        } else {
            List<TaskId> running = List.copyOf(tasks.keySet());
            if (!running.isEmpty()) {
                turn(running.get(random.nextInt(running.size())));
            }
        }
    }

    /** The tasks that are not finished, those of a source before those that read from it. */
    List<TaskId> running() {
        return plan.plan().vertices().stream()
                .flatMap(vertex -> tasks.keySet().stream()
                        .filter(task -> task.subtask().vertex().equals(vertex.id())))
                .toList();
    }

    boolean isRunning(TaskId id) {
        return tasks.containsKey(id);
    }

    /** Whether nobody reads what it emits. */
    boolean isAtTheEnd(TaskId id) {
        return plan.plan().edgesOutOf(id.subtask().vertex()).isEmpty();
    }

    private Task task(TaskId id) {
        return Objects.requireNonNull(tasks.get(id));
    }

    boolean isSource(TaskId id) {
        return plan.plan().edgesInto(id.subtask().vertex()).isEmpty();
    }

    /** A turn of one task; whether there was work. */
    boolean turn(TaskId id) {
        Task task = task(id);
        boolean worked = task.turn() == Task.Turn.WORKED;
        if (task.isFinished()) {
            close(task);
            tasks.remove(id);
            mailboxes.remove(id);
            finished.add(id.subtask());
            pending.ifPresent(checkpoint -> checkpoint.awaited().remove(id));
        }
        return worked;
    }

    /** Whether a task wants to be asked later, but not yet. */
    boolean sleeps(TaskId id) {
        long wake = isRunning(id) ? task(id).wakeAtMillis() : millis;
        return wake > millis && wake < Long.MAX_VALUE;
    }

    /** Lets time pass until a task wants to be asked again; whether there is one. */
    boolean passTime() {
        long wake = tasks.values().stream().mapToLong(Task::wakeAtMillis).min().orElse(Long.MAX_VALUE);
        if (wake == Long.MAX_VALUE) {
            return false;
        }
        millis = Math.max(millis, wake);
        return true;
    }

    /** Writes the snapshots that wait for their bytes to be written, and hears of them. */
    void write() {
        while (!disk.isEmpty()) {
            disk.remove().run();
        }
        hear();
    }

    private static void close(Task task) {
        try {
            task.close();
        } catch (java.io.IOException thrown) {
            throw new java.io.UncheckedIOException(thrown);
        }
    }

    /** How many checkpoints were decided, and how often the job began anew from one. */
    int decided() {
        return decidedCount;
    }

    int restored() {
        return restoredCount;
    }

    boolean isOver() {
        return tasks.isEmpty();
    }

    /** Begins a checkpoint if none is on its way. */
    void trigger() {
        if (pending.isPresent() || !checkpointing) {
            return;
        }
        CheckpointOrder order =
                new CheckpointOrder(EPOCH, nextCheckpoint, CheckpointKind.CHECKPOINT, millis, Optional.empty());
        nextCheckpoint = nextCheckpoint.next();
        pending = Optional.of(new Pending(order, new TreeSet<>(tasks.keySet()), new TreeMap<>()));
        mailboxes.values().forEach(mailbox -> mailbox.put(task -> task.trigger(order)));
    }

    /** Gives the present checkpoint up, as a coordinator does that has waited too long. */
    void giveUp() {
        pending.ifPresent(checkpoint -> mailboxes
                .values()
                .forEach(mailbox ->
                        mailbox.put(task -> task.giveUpTo(checkpoint.order().checkpoint()))));
        pending = Optional.empty();
    }

    /** Hears what tasks have told, and decides the checkpoint if nobody is missing any more. */
    private void hear() {
        while (!told.isEmpty()) {
            TaskManagerEvent event = told.remove();
            if (event instanceof TaskManagerEvent.SnapshotWritten written) {
                pending.filter(checkpoint -> checkpoint.order().checkpoint().equals(written.checkpoint()))
                        .filter(checkpoint ->
                                checkpoint.awaited().remove(written.snapshot().task()))
                        .ifPresent(checkpoint ->
                                checkpoint.snapshots().put(written.snapshot().task(), written.snapshot()));
            } else if (event instanceof TaskManagerEvent.SnapshotFailed failed) {
                throw new IllegalStateException(failed.reason().toString());
            }
        }
        pending.filter(checkpoint -> checkpoint.awaited().isEmpty()).ifPresent(this::decide);
    }

    private void decide(Pending checkpoint) {
        decidedCount++;
        decided = Optional.of(Manifest.of(
                plan.plan(),
                checkpoint.order().checkpoint(),
                EPOCH,
                CheckpointKind.CHECKPOINT,
                millis,
                checkpoint.snapshots().values(),
                new TreeSet<>(finished)));
        pending = Optional.empty();
        CheckpointId number = checkpoint.order().checkpoint();
        mailboxes.values().forEach(mailbox -> mailbox.put(task -> task.commitUpTo(number)));
    }

    /** Everything stops at once and starts again from the last decided checkpoint. */
    void fail() throws Exception {
        tasks.values().forEach(TurnedJob::close);
        tasks.clear();
        mailboxes.clear();
        told.clear();
        disk.clear();
        finished.clear();
        pending = Optional.empty();
        restoredCount += decided.isPresent() ? 1 : 0;
        deployment = deployment.next();
        deploy();
    }
}
