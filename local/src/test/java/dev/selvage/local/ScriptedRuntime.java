package dev.selvage.local;

import dev.selvage.container.taskmanager.Causes;
import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.failure.FaultHandler;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.SubtaskId;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.loop.Inbox;
import dev.selvage.core.message.Peer;
import dev.selvage.core.taskmanager.TaskManagerEvent;
import dev.selvage.platform.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What happens to all tasks of a job, by command of a test; what is asked of them is carried out faithfully. */
final class ScriptedRuntime implements TaskRuntime {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Causes causes;
    private final List<ScriptedTasks> members = new ArrayList<>();
    private final TreeMap<SubtaskId, ScriptedTask> present = new TreeMap<>();
    private final TreeMap<SubtaskId, Integer> starts = new TreeMap<>();
    private final TreeMap<SubtaskId, CheckpointId> committed = new TreeMap<>();
    private boolean closed;
    private boolean heedsCancellation = true;

    ScriptedRuntime(Causes causes) {
        this.causes = causes;
    }

    @Override
    public synchronized Member join(TaskManagerId taskManager, Inbox<TaskManagerEvent> control, FaultHandler faults) {
        ScriptedTasks tasks = new ScriptedTasks(this, control);
        members.add(tasks);
        return new Member(new Peer(taskManager, "localhost", 0), tasks, () -> {});
    }

    @Override
    public synchronized void close() {
        if (!allClosed()) {
            throw new IllegalStateException("expected all tasks to be closed before what they share");
        }
        closed = true;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** From now on tasks do not stop when they are told to. */
    synchronized void ignoreCancellation() {
        heedsCancellation = false;
    }

    synchronized boolean heedsCancellation() {
        return heedsCancellation;
    }

    synchronized void started(ScriptedTask task) {
        present.put(task.id().subtask(), task);
        starts.merge(task.id().subtask(), 1, Integer::sum);
    }

    synchronized void stopped(ScriptedTask task) {
        present.remove(task.id().subtask(), task);
    }

    synchronized void committed(TaskId task, CheckpointId upTo) {
        committed.put(task.subtask(), upTo);
    }

    synchronized Optional<ScriptedTask> present(SubtaskId subtask) {
        return Optional.ofNullable(present.get(subtask));
    }

    ScriptedTask task(SubtaskId subtask) {
        return present(subtask)
                .orElseThrow(() -> new AssertionError("expected " + subtask + " to run, but it does not"));
    }

    /** How often each subtask was started. */
    synchronized Map<SubtaskId, Integer> starts() {
        return new TreeMap<>(starts);
    }

    synchronized Optional<CheckpointId> committed(SubtaskId subtask) {
        return Optional.ofNullable(committed.get(subtask));
    }

    /** The last checkpoint that was committed by anybody. */
    synchronized Optional<CheckpointId> highestCommitted() {
        return committed.values().stream().max(CheckpointId::compareTo);
    }

    synchronized int running() {
        return present.size();
    }

    synchronized long placesInUse() {
        return members.stream().filter(ScriptedTasks::wasUsed).count();
    }

    private boolean allClosed() {
        return members.stream().allMatch(ScriptedTasks::isClosed);
    }

    void awaitRunning(int tasks) throws Exception {
        Await.until(tasks + " tasks run", PATIENCE, () -> running() == tasks);
    }

    void awaitStarts(SubtaskId subtask, int times) throws Exception {
        Await.until(
                subtask + " was started " + times + " times",
                PATIENCE,
                () -> starts().getOrDefault(subtask, 0) == times
                        && present(subtask).isPresent());
    }

    /** Waits for a commit that began after now, so that it holds what the tasks hold now. */
    void awaitNextCommit(SubtaskId subtask) throws Exception {
        Optional<CheckpointId> triggered = task(subtask).highestTriggered();
        Await.until(
                "a checkpoint after " + triggered + " is committed at " + subtask,
                PATIENCE,
                () -> committed(subtask)
                        .filter(commit -> triggered.isEmpty() || commit.compareTo(triggered.get()) > 0)
                        .isPresent());
    }

    /** The task's user code throws. */
    void fail(SubtaskId subtask, Exception thrown) {
        ScriptedTask task = task(subtask);
        Failure failure = Failure.of(
                ErrorCode.TASK_FAILED,
                "expected operator source of subtask " + subtask.index() + " to take record 7, but it threw " + thrown);
        causes.standsBehind(failure, thrown);
        stopped(task);
        task.say(new TaskManagerEvent.TaskFailed(task.id(), failure));
    }

    /** All input of all tasks has come. */
    void endAll() {
        List<ScriptedTask> all;
        synchronized (this) {
            all = List.copyOf(present.values());
        }
        all.forEach(ScriptedTask::end);
    }
}
