package dev.selvage.core.jobmanager;

import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.SubtaskId;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.jobmanager.deployment.TaskLocation;
import dev.selvage.core.jobmanager.view.TaskPhase;
import dev.selvage.core.jobmanager.view.TaskView;
import dev.selvage.core.message.TaskReport;
import dev.selvage.core.message.TaskState;
import dev.selvage.core.plan.Region;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** One region of a job: what became of its present deployment. */
final class RegionRun {

    /** How far the region's present deployment is. */
    enum Phase {
        /** Nothing of it runs; it waits for slots, for the end of a pause, or for nothing any more. */
        WAITING,
        /** It has slots, and its deployment is being recorded. */
        RECORDING,
        /** Its tasks have been told to run. */
        DEPLOYED,
        /** One of its tasks failed, or the job is to stop: they have been told to stop. */
        STOPPING,
        /** Nothing of it is left to do: all its tasks have finished, or all is committed of what the job stopped with. */
        FINISHED
    }

    private final Region region;
    private final TreeMap<SubtaskId, Run> runs = new TreeMap<>();
    /** The same by where they are. */
    private final TreeMap<TaskManagerId, List<Run>> byPlace = new TreeMap<>();
    /** How many of the tasks are in which state, since a region may have thousands and each of them reports. */
    private final EnumMap<TaskState, Integer> counts = new EnumMap<>(TaskState.class);

    private Phase phase = Phase.WAITING;
    /** Whether the deployment began with the savepoint that the job stops with: once it runs, all of that is committed. */
    private boolean fromTheLast;
    /** Whether it stops with the savepoint that the job stops with, and not to start again. */
    private boolean stopsForGood;
    /** What its tasks read when they start; nothing if they begin at the beginning, or another leader has told them. */
    private Optional<CheckpointId> beganWith = Optional.empty();

    private long notBeforeMillis;

    /** A task of the present deployment. */
    private static final class Run {
        final TaskLocation location;
        final long startedAtMillis;
        TaskState state = TaskState.RESTORING;
        OptionalLong endedAtMillis = OptionalLong.empty();

        Run(TaskLocation location, long nowMillis) {
            this.location = location;
            this.startedAtMillis = nowMillis;
        }
    }

    RegionRun(Region region) {
        this.region = region;
    }

    Region region() {
        return region;
    }

    boolean is(Phase wanted) {
        return phase == wanted;
    }

    long notBeforeMillis() {
        return notBeforeMillis;
    }

    void pauseUntil(long millis) {
        notBeforeMillis = millis;
    }

    void recording(Collection<TaskLocation> tasks, long nowMillis) {
        clear();
        tasks.forEach(location -> runs.put(location.task().subtask(), new Run(location, nowMillis)));
        runs.values()
                .forEach(run -> byPlace.computeIfAbsent(run.location.taskManager(), any -> new ArrayList<>())
                        .add(run));
        counts.put(TaskState.RESTORING, runs.size());
        phase = Phase.RECORDING;
    }

    /**
     * Its tasks are told to run.
     *
     * @param from what they are told to begin with
     * @param withTheLast whether that is the savepoint that the job stops with
     */
    void deployed(Optional<CheckpointId> from, boolean withTheLast) {
        phase = Phase.DEPLOYED;
        beganWith = from;
        fromTheLast = withTheLast;
    }

    Optional<CheckpointId> beganWith() {
        return beganWith;
    }

    /**
     * Its tasks are told to stop.
     *
     * @param forGood since all of them run, and know that the savepoint that the job stops with is decided
     */
    void stopping(boolean forGood) {
        phase = Phase.STOPPING;
        stopsForGood = forGood;
    }

    /** If nothing of it is left, it waits to start again, unless it has come to its end. */
    void settle() {
        if (!isQuiet()) {
            return;
        }
        // Whoever stops as told has committed before; whoever fails on the way may not have.
        if (stopsForGood && (fromTheLast || count(TaskState.FAILED) == 0)) {
            phase = Phase.FINISHED;
        } else {
            waiting();
        }
    }

    /** Forgets a deployment of which nothing has been told to anybody, or of which nothing is left. */
    void waiting() {
        clear();
        phase = Phase.WAITING;
    }

    private void clear() {
        runs.clear();
        byPlace.clear();
        counts.clear();
    }

    private int count(TaskState state) {
        return counts.getOrDefault(state, 0);
    }

    private boolean isQuiet() {
        return count(TaskState.FINISHED) + count(TaskState.FAILED) + count(TaskState.CANCELLED) == runs.size();
    }

    /** The tasks of the present deployment, over or not. */
    List<TaskLocation> locations() {
        return runs.values().stream().map(run -> run.location).toList();
    }

    /** The tasks that are not known to be over. */
    List<TaskLocation> alive() {
        return runs.values().stream()
                .filter(run -> !run.state.isOver())
                .map(run -> run.location)
                .toList();
    }

    /** The tasks there that somebody has been told to run, and that are not known to be over. */
    List<TaskId> toldAndAliveAt(TaskManagerId taskManager) {
        return phase == Phase.RECORDING
                ? List.of()
                : byPlace.getOrDefault(taskManager, List.of()).stream()
                        .filter(run -> !run.state.isOver())
                        .map(run -> run.location.task())
                        .toList();
    }

    boolean hasAt(TaskManagerId taskManager) {
        return byPlace.containsKey(taskManager);
    }

    /** Whether this very task is one of the present deployment, and has been told to run. */
    boolean knows(TaskId task) {
        return phase != Phase.RECORDING
                && Optional.ofNullable(runs.get(task.subtask()))
                        .filter(run -> run.location.task().equals(task))
                        .isPresent();
    }

    /** A task that was told to run there, and of which whoever says hello from there knows nothing. */
    static TaskReport missing(TaskId task, TaskManagerId from) {
        return TaskReport.failed(
                task,
                Failure.of(
                        ErrorCode.TASK_FAILED,
                        "expected task " + task + " at " + from
                                + ", but it is not there: its deployment was lost on the way, so its region starts again"));
    }

    /** Notes how one of its tasks is; returns that if it is news for the job, whose other tasks count on this one. */
    Optional<TaskState> report(TaskId task, TaskState state, long nowMillis) {
        Run run = Optional.ofNullable(runs.get(task.subtask())).orElseThrow();
        if (run.state.isOver()) {
            return Optional.empty();
        }
        boolean isNews = phase == Phase.DEPLOYED;
        if (state != TaskState.RESTORING && state != TaskState.CANCELLING) {
            counts.merge(run.state, -1, Integer::sum);
            counts.merge(state, 1, Integer::sum);
            run.state = state;
            run.endedAtMillis = state.isOver() ? OptionalLong.of(nowMillis) : OptionalLong.empty();
        }
        if (phase == Phase.STOPPING) {
            settle();
        } else if (isNews && count(TaskState.FINISHED) == runs.size()) {
            phase = Phase.FINISHED;
        }
        return isNews ? Optional.of(state) : Optional.empty();
    }

    boolean allRun() {
        return phase == Phase.FINISHED || (phase == Phase.DEPLOYED && count(TaskState.RESTORING) == 0);
    }

    /** How each of its tasks stands. */
    List<TaskView> tasks() {
        return region.subtasks().stream().map(this::view).toList();
    }

    private TaskView view(SubtaskId subtask) {
        Optional<Run> run = Optional.ofNullable(runs.get(subtask));
        TaskPhase reported = run.map(it -> TaskPhase.of(it.state)).orElse(TaskPhase.WAITING);
        TaskPhase at = switch (phase) {
            case WAITING -> TaskPhase.WAITING;
            case RECORDING -> TaskPhase.DEPLOYING;
            case FINISHED -> TaskPhase.FINISHED;
            case DEPLOYED -> reported;
            case STOPPING -> run.filter(it -> it.state.isOver()).isPresent() ? reported : TaskPhase.CANCELLING;
        };
        return new TaskView(
                subtask,
                at,
                run.map(it -> it.location),
                run.map(it -> OptionalLong.of(it.startedAtMillis)).orElse(OptionalLong.empty()),
                run.map(it -> it.endedAtMillis).orElse(OptionalLong.empty()));
    }
}
