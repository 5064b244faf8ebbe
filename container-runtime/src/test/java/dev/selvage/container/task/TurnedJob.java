package dev.selvage.container.task;

import dev.selvage.container.job.Faults;
import dev.selvage.container.operator.Operator;
import dev.selvage.container.program.JobOptions;
import dev.selvage.container.program.JobProgram;
import dev.selvage.core.checkpoint.Redistribution;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.DeploymentNumber;
import dev.selvage.core.id.SubtaskId;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.message.LeaderMessage.Deploy;
import dev.selvage.core.message.TaskDeployment;
import dev.selvage.core.plan.JobPlan;
import dev.selvage.core.plan.Region;
import dev.selvage.core.plan.Vertex;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A whole job whose tasks a test turns in one thread, in an order that it chooses or leaves to a seed; the test is
 * coordinator, clock and disk as well. Everything else is the real thing.
 */
final class TurnedJob {
    /** What the clock shows when a job begins. */
    static final long BEGIN = 1_000_000;

    private final TurnedProcesses processes;
    private final TurnedCheckpoints.Place snapshots;
    private final Checkpoints mode;
    private final Supplier<Pace> paces;
    private final Random random;
    /** Whether tasks get turns that are asleep, too: a thread may wake for no reason. If not, nobody makes up for a missing call. */
    private final boolean turnsSleepers;

    private JobPlan plan;
    private JobProgram program;

    /** What snapshots wait for: their bytes are written when the test says so. */
    private final Deque<Runnable> disk = new ArrayDeque<>();

    private final Map<TaskId, TurnedTask> tasks = new TreeMap<>();
    private final TreeSet<SubtaskId> finished = new TreeSet<>();

    private final Tally tally = new Tally();
    private final TurnedCheckpoints checkpoints;
    private final Refusal refusal = new Refusal(tally);

    private DeploymentNumber deployment = new DeploymentNumber(1);

    @SuppressWarnings("NullAway.Init") // Set by the first turn.
    private SubtaskId lastTurned;

    private long millis = BEGIN;
    private long nanos;
    private LongSupplier nanosPerLook = () -> 0;

    /** Whether there are checkpoints, and what they promise. */
    enum Checkpoints {
        NONE,
        AT_LEAST_ONCE,
        EXACTLY_ONCE
    }

    /** A job that a seed decides about: sizes, turns and clock. */
    TurnedJob(
            JobPlan plan,
            TurnedCheckpoints.Place snapshots,
            Checkpoints mode,
            TurnedProcesses processes,
            Random random) {
        this(plan, snapshots, mode, processes, random, TurnedJob::anyPace);
    }

    /** A job of a given pace in one process, whose turns are the test's to choose. */
    TurnedJob(JobPlan plan, TurnedCheckpoints.Place snapshots, Checkpoints mode, Pace pace) {
        this(plan, snapshots, mode, TurnedProcesses.one(), new Random(0), random -> pace);
    }

    private TurnedJob(
            JobPlan plan,
            TurnedCheckpoints.Place snapshots,
            Checkpoints mode,
            TurnedProcesses processes,
            Random random,
            Function<Random, Pace> paces) {
        this.plan = plan;
        this.processes = processes;
        this.snapshots = snapshots;
        this.checkpoints = new TurnedCheckpoints(tally, snapshots.directory(), this::tell);
        this.mode = mode;
        this.random = random;
        this.turnsSleepers = random.nextInt(4) == 0;
        this.paces = () -> paces.apply(random);
        this.program = program(plan);
    }

    private JobProgram program(JobPlan of) {
        JobOptions options =
                new JobOptions(mode == Checkpoints.EXACTLY_ONCE, paces.get().inlineLimit(), false);
        return new JobProgram(of, options, TurnedJob.class.getClassLoader());
    }

    /** Starts all tasks, from the last decided checkpoint if there is one. */
    void deploy() throws Exception {
        deploy(plan.plan().subtasks());
    }

    private void deploy(List<SubtaskId> subtasks) throws Exception {
        processes.place(subtasks);
        List<TaskDeployment> deployments = new ArrayList<>();
        for (SubtaskId subtask : subtasks) {
            Vertex vertex = plan.plan().vertex(subtask.vertex());
            deployments.add(new TaskDeployment(
                    new TaskId(plan.plan().job(), subtask, deployment),
                    processes.placeOf(subtask),
                    checkpoints.decided().map(manifest -> Redistribution.of(manifest, vertex, subtask.index()))));
        }
        Pace pace = paces.get();
        nanosPerLook = pace.nanosPerLook();
        List<TaskProcess> offers = processes.offers(
                new SnapshotSettings(snapshots.files(), disk::add), new Task.Clocks(this::nanos, () -> millis), pace);
        Deploy context = new Deploy(
                TurnedCheckpoints.EPOCH,
                plan.plan(),
                mode != Checkpoints.NONE,
                deployments,
                processes.placements(plan.plan(), subtasks),
                processes.peers());
        Collections.shuffle(deployments, random);
        for (TaskDeployment each : deployments) {
            Mailbox mailbox = new Mailbox();
            TaskProcess process = offers.get(processes.placeOf(each.task().subtask()));
            TaskStart start = new TaskStart(each, context, process, job -> program, checkpoints::tell, mailbox);
            tasks.put(each.task(), new TurnedTask(start, start.make(), mailbox));
        }
        for (TaskDeployment each : deployments) {
            task(each.task()).open();
        }
    }

    private static Pace anyPace(Random random) {
        int inlineLimit = random.nextInt(3) == 0 ? random.nextInt(3) * 1000 : 1 << 20;
        return new Pace(inlineLimit, 1 + random.nextInt(20), 1 + random.nextInt(3), () -> random.nextInt(600_000));
    }

    /** A task looks at this clock before and after each slice of its input: also a good time to look at the task. */
    private long nanos() {
        nanos += nanosPerLook.getAsLong();
        refusal.look();
        return nanos;
    }

    /** One step of anybody: mostly a turn of a task. */
    void step() {
        millis += random.nextInt(3);
        int what = random.nextInt(14);
        if (what <= 1 && !disk.isEmpty()) {
            disk.remove().run();
        } else if (what == 2) {
            hear();
        } else if (what == 3) {
            processes.step();
        } else {
            turnOne();
        }
    }

    /** A turn of a task chosen by chance; in some jobs of any, in most only of one that a thread would turn now. */
    private void turnOne() {
        List<TaskId> running = List.copyOf(tasks.keySet());
        int first = running.isEmpty() ? 0 : random.nextInt(running.size());
        for (int i = 0; i < running.size(); i++) {
            TaskId id = running.get((first + i) % running.size());
            if (turnsSleepers || Objects.requireNonNull(tasks.get(id)).isAwake(millis)) {
                turn(id);
                return;
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
        return Objects.requireNonNull(tasks.get(id)).task();
    }

    boolean isSource(TaskId id) {
        return plan.plan().edgesInto(id.subtask().vertex()).isEmpty();
    }

    /** A turn of one task; whether there was work. */
    boolean turn(TaskId id) {
        Task task = task(id);
        lastTurned = id.subtask();
        refusal.begin(task);
        boolean worked = Objects.requireNonNull(tasks.get(id)).turn();
        refusal.end();
        if (task.isFinished()) {
            Objects.requireNonNull(tasks.remove(id)).close(true);
            finished.add(id.subtask());
            checkpoints.finished(id);
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
        long wake = tasks.values().stream()
                .mapToLong(each -> each.task().wakeAtMillis())
                .min()
                .orElse(Long.MAX_VALUE);
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

    /** How many checkpoints were decided. */
    int decided() {
        return tally.checkpoints;
    }

    /** What has happened to it so far. */
    Tally tally() {
        return tally;
    }

    /** What the tasks do that are not finished. */
    Stream<Operator> operators() {
        return tasks.values().stream().flatMap(each -> each.task().chain().operators().stream());
    }

    boolean isOver() {
        return tasks.isEmpty();
    }

    /** Something that is not the same once records were read, a task has ended, or something was heard of a checkpoint. */
    Object progress() {
        long records = tasks.values().stream()
                .mapToLong(each -> each.task().position())
                .sum();
        return List.of(records, tasks.size(), checkpoints.heard(), deployment);
    }

    /** What each task does, a line for each that has not ended. */
    String standing() {
        StringBuilder lines = new StringBuilder();
        tasks.values().forEach(each -> lines.append("\n    ").append(each.describe(millis)));
        return lines.toString();
    }

    /** Begins a checkpoint if none is on its way. */
    void trigger() {
        if (mode != Checkpoints.NONE) {
            checkpoints.trigger(tasks.keySet(), millis);
        }
    }

    /** Gives the present checkpoint up, as a coordinator does that has waited too long. */
    void giveUp() {
        checkpoints.giveUp();
    }

    private void tell(Consumer<Task> what) {
        tasks.values().forEach(each -> each.mailbox().put(what));
    }

    private void hear() {
        checkpoints.hear(plan.plan(), finished, millis);
    }

    /** Everything stops at once and starts again from the last decided checkpoint. */
    void fail() throws Exception {
        disk.clear();
        checkpoints.forget();
        restart(plan.plan().subtasks());
    }

    /** The subtask whose turn it was last: if that threw something, it is the one that has failed. */
    SubtaskId lastTurned() {
        return lastTurned;
    }

    /** The same, but what starts again is another plan of the job. */
    void failInto(JobPlan other) throws Exception {
        stop(plan.plan().subtasks());
        disk.clear();
        checkpoints.forget();
        plan = other;
        program = program(other);
        restart(plan.plan().subtasks());
    }

    /** The region of a subtask stops and starts again from the last decided checkpoint, while all others go on. */
    void failRegionOf(SubtaskId subtask) throws Exception {
        List<Region> regions = plan.plan().regions();
        tally.regionsAlone += regions.size() > 1 ? 1 : 0;
        for (Region region : regions) {
            if (region.subtasks().contains(subtask)) {
                restart(region.subtasks());
            }
        }
    }

    private void restart(List<SubtaskId> subtasks) throws Exception {
        boolean runs = false;
        while (!runs) {
            stop(subtasks);
            tally.restores += checkpoints.decided().isPresent() ? 1 : 0;
            deployment = deployment.next();
            try {
                deploy(subtasks);
                runs = true;
            } catch (RuntimeException thrown) {
                // What waits for its commit is committed while tasks open, and that may fail.
                if (!Faults.isFault(thrown)) {
                    throw thrown;
                }
            }
        }
    }

    private void stop(List<SubtaskId> subtasks) {
        giveUp();
        List<TaskId> stopped = tasks.keySet().stream()
                .filter(id -> subtasks.contains(id.subtask()))
                .toList();
        stopped.forEach(id -> Objects.requireNonNull(tasks.remove(id)).close(false));
        finished.removeAll(subtasks);
    }

    /** A task's failure as people read it. */
    Failure failure(TaskId id, Throwable thrown) {
        TurnedTask failed = Objects.requireNonNull(tasks.get(id));
        return TaskFailures.of(failed.start().humanName(), failed.task().position(), thrown);
    }

    /** Subtasks that are not finished. */
    List<SubtaskId> runningSubtasks() {
        return tasks.keySet().stream().map(TaskId::subtask).toList();
    }
}
