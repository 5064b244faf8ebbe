package dev.selvage.core.taskmanager;

import dev.selvage.core.checkpoint.TaskSnapshot;
import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.loop.Component;
import dev.selvage.core.loop.Turn;
import dev.selvage.core.message.LeaderMessage;
import dev.selvage.core.message.Peer;
import dev.selvage.core.message.TaskDeployment;
import dev.selvage.core.message.TaskManagerMessage;
import dev.selvage.core.message.TaskReport;
import dev.selvage.core.message.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The control side of a TaskManager: starts and stops tasks as the leader says, tells it how they are, and acknowledges each
 * checkpoint once for all of them. Whether a leader is there makes no difference to a task until the lease ends.
 */
public final class TaskManagerMachine implements Component<TaskManagerEvent, TaskManagerAction> {

    private final Peer self;
    private final int slots;
    private final TaskManagerSettings settings;
    private final LeaderConnection leader;
    private final TaskBook tasks = new TaskBook();
    private final TreeMap<JobId, Acknowledgement> acknowledgements = new TreeMap<>();
    /** Per job, the highest checkpoint that anything has been heard of. */
    private final TreeMap<JobId, CheckpointId> highestSeen = new TreeMap<>();
    /** What came of checkpoints that the leader has not been heard to trigger: barriers of other processes may be faster. */
    private final TreeMap<TaskId, TaskManagerEvent> early = new TreeMap<>();

    private List<TaskManagerAction> actions = new ArrayList<>();
    private boolean begun;
    private boolean exited;

    public TaskManagerMachine(Peer self, int slots, TaskManagerSettings settings) {
        this.self = self;
        this.slots = slots;
        this.settings = settings;
        this.leader = new LeaderConnection(settings);
    }

    @Override
    public List<TaskManagerAction> onWake(Turn turn) {
        return turn(turn, () -> {});
    }

    @Override
    public List<TaskManagerAction> onMessage(TaskManagerEvent event, Turn turn) {
        return turn(turn, () -> handle(event, turn));
    }

    private List<TaskManagerAction> turn(Turn turn, Runnable first) {
        actions = new ArrayList<>();
        if (!begun) {
            begun = true;
            leader.begin(turn.nowMillis());
        }
        if (!exited) {
            first.run();
            goOn(turn.nowMillis());
        }
        return actions;
    }

    @Override
    public long wakeAtMillis() {
        if (exited) {
            return NEVER;
        }
        return begun ? Math.min(leader.wakeAtMillis(), tasks.firstDeadlineMillis()) : 0;
    }

    private void handle(TaskManagerEvent event, Turn turn) {
        if (event instanceof TaskManagerEvent.LeaderFound found) {
            boolean wasConnected = leader.connection().isPresent();
            actions.addAll(leader.found(found.epoch(), found.address(), turn.nowMillis()));
            if (wasConnected && leader.connection().isEmpty()) {
                giveUpCheckpoints();
            }
        } else if (event instanceof TaskManagerEvent.Connected connected) {
            onConnected(connected.connection(), turn.nowMillis());
        } else if (event instanceof TaskManagerEvent.Disconnected disconnected) {
            if (leader.disconnected(disconnected.connection(), turn.nowMillis())) {
                giveUpCheckpoints();
            }
        } else if (event instanceof TaskManagerEvent.Heard heard) {
            // The door: what an older leader says, or said on a connection that is over, is dropped here and nowhere
            // else.
            if (leader.isOn(heard.connection())
                    && leader.accepts(heard.message().epoch(), turn.nowMillis())) {
                hear(heard.message(), turn.nowMillis());
            }
        } else if (event instanceof TaskManagerEvent.TaskRuns it) {
            changed(TaskReport.of(it.task(), TaskState.RUNNING));
        } else if (event instanceof TaskManagerEvent.TaskEnded it) {
            changed(TaskReport.of(it.task(), TaskState.END_OF_INPUT));
        } else if (event instanceof TaskManagerEvent.TaskFinished it) {
            over(TaskReport.of(it.task(), TaskState.FINISHED));
        } else if (event instanceof TaskManagerEvent.TaskFailed it) {
            over(TaskReport.failed(it.task(), it.reason()));
        } else if (event instanceof TaskManagerEvent.TaskCancelled it) {
            over(TaskReport.of(it.task(), TaskState.CANCELLED));
        } else if (event instanceof TaskManagerEvent.SnapshotWritten it) {
            if (!isEarly(it.checkpoint(), it.snapshot().task(), it)) {
                onSnapshot(it.checkpoint(), it.snapshot());
            }
        } else if (event instanceof TaskManagerEvent.SnapshotFailed it) {
            if (!isEarly(it.checkpoint(), it.task(), it)) {
                onSnapshotFailed(it.checkpoint(), it.task(), it.reason());
            }
        } else {
            throw new IllegalStateException("expected an event that a TaskManager knows, but found " + event);
        }
    }

    private void onConnected(long connection, long nowMillis) {
        if (leader.isOn(connection)) {
            return;
        }
        // One that was dialled twice, because the first took long, is talked to on the later connection only.
        leader.connection().ifPresent(before -> actions.add(new TaskManagerAction.HangUp(before)));
        leader.connected(connection, nowMillis);
        say(new TaskManagerMessage.Hello(leader.highestEpoch(), self, slots, tasks.reports()));
    }

    private void hear(LeaderMessage message, long nowMillis) {
        if (message instanceof LeaderMessage.Deploy deploy) {
            deploy.tasks().forEach(task -> onDeploy(task, deploy, nowMillis));
        } else if (message instanceof LeaderMessage.CancelTasks cancel) {
            cancel.tasks().forEach(task -> onCancel(task, nowMillis));
        } else if (message instanceof LeaderMessage.AnnounceCheckpoint announced) {
            announced.tasks().stream()
                    .filter(tasks::isStarted)
                    .forEach(task -> actions.add(new TaskManagerAction.PrepareSnapshot(task, announced.order())));
        } else if (message instanceof LeaderMessage.TriggerCheckpoint trigger) {
            onTrigger(trigger);
        } else if (message instanceof LeaderMessage.CheckpointDecided decided) {
            seen(decided.job(), decided.checkpoint());
            decided.tasks().stream()
                    .filter(tasks::isStarted)
                    .forEach(task -> actions.add(new TaskManagerAction.CommitUpTo(task, decided.checkpoint())));
        } else if (message instanceof LeaderMessage.CheckpointAborted aborted) {
            seen(aborted.job(), aborted.checkpoint());
            giveUp(aborted.job(), aborted.checkpoint());
        } else if (message instanceof LeaderMessage.JobEnded ended) {
            acknowledgements.remove(ended.job());
            highestSeen.remove(ended.job());
            early.keySet().removeIf(task -> task.job().equals(ended.job()));
            for (TaskId task : tasks.forget(ended.job())) {
                cancel(task, nowMillis);
            }
        } else if (!(message instanceof LeaderMessage.LeaderHeartbeat)) {
            throw new IllegalStateException("expected a message that a TaskManager knows, but found " + message);
        }
    }

    private void onDeploy(TaskDeployment task, LeaderMessage.Deploy context, long nowMillis) {
        if (tasks.knowsSameOrLater(task.task())) {
            return;
        }
        TaskManagerAction.StartTask start = new TaskManagerAction.StartTask(task, context);
        Optional<TaskId> earlier = tasks.add(task.task(), start);
        if (earlier.isPresent()) {
            // Its place is taken: it starts when that one has stopped, so that the two never share memory or names.
            cancel(earlier.get(), nowMillis);
        } else {
            actions.add(start);
        }
    }

    private void onCancel(TaskId task, long nowMillis) {
        Optional<TaskReport> known = tasks.report(task);
        if (known.isEmpty() || tasks.dropIfHeld(task)) {
            say(new TaskManagerMessage.TaskStateChanged(
                    leader.highestEpoch(), TaskReport.of(task, TaskState.CANCELLED)));
        } else if (known.get().state().isOver()) {
            say(new TaskManagerMessage.TaskStateChanged(leader.highestEpoch(), known.get()));
        } else {
            cancel(task, nowMillis);
        }
    }

    private void cancel(TaskId task, long nowMillis) {
        if (tasks.cancelling(task, nowMillis + settings.cancellationMillis())) {
            actions.add(new TaskManagerAction.CancelTask(task));
        }
    }

    private void onTrigger(LeaderMessage.TriggerCheckpoint trigger) {
        CheckpointId checkpoint = trigger.order().checkpoint();
        seen(trigger.job(), checkpoint);
        List<TaskId> taking = new ArrayList<>();
        for (TaskId task : trigger.tasks()) {
            Optional<TaskState> state = tasks.report(task).map(TaskReport::state);
            if (state.isPresent() && (state.get() == TaskState.RUNNING || state.get() == TaskState.END_OF_INPUT)) {
                taking.add(task);
            } else if (state.isEmpty() || state.get() != TaskState.FINISHED) {
                say(new TaskManagerMessage.CheckpointDeclined(
                        leader.highestEpoch(),
                        checkpoint,
                        task,
                        Failure.of(
                                ErrorCode.CHECKPOINT_FAILED,
                                "expected task " + task + " to run, but it is "
                                        + state.map(TaskState::toString).orElse("not here"))));
                return;
            }
        }
        acknowledgements.put(trigger.job(), new Acknowledgement(checkpoint, taking));
        taking.forEach(task -> actions.add(new TaskManagerAction.TriggerCheckpoint(task, trigger.order())));
        taking.forEach(this::tellEarly);
    }

    /** Whether it is of a checkpoint that is yet to be triggered here; then it is kept until that is heard. */
    private boolean isEarly(CheckpointId checkpoint, TaskId task, TaskManagerEvent event) {
        CheckpointId seen = highestSeen.get(task.job());
        boolean isAhead = seen == null || checkpoint.compareTo(seen) > 0;
        if (isAhead && tasks.isStarted(task)) {
            early.put(task, event);
        }
        return isAhead;
    }

    private void tellEarly(TaskId task) {
        TaskManagerEvent event = early.remove(task);
        if (event instanceof TaskManagerEvent.SnapshotWritten it) {
            onSnapshot(it.checkpoint(), it.snapshot());
        } else if (event instanceof TaskManagerEvent.SnapshotFailed it) {
            onSnapshotFailed(it.checkpoint(), task, it.reason());
        }
    }

    private void seen(JobId job, CheckpointId checkpoint) {
        highestSeen.merge(job, checkpoint, (one, other) -> one.compareTo(other) >= 0 ? one : other);
    }

    /** Who counted the acknowledgements is gone, or has not heard of some: no checkpoint that is on its way can complete. */
    private void giveUpCheckpoints() {
        highestSeen.forEach(this::giveUp);
    }

    private void giveUp(JobId job, CheckpointId upTo) {
        Optional.ofNullable(acknowledgements.get(job))
                .filter(acknowledgement -> acknowledgement.checkpoint().compareTo(upTo) <= 0)
                .ifPresent(any -> acknowledgements.remove(job));
        tasks.aliveOf(job).forEach(task -> actions.add(new TaskManagerAction.GiveUpCheckpoints(task, upTo)));
    }

    private void onSnapshot(CheckpointId checkpoint, TaskSnapshot snapshot) {
        JobId job = snapshot.task().job();
        acknowledgementOf(job, checkpoint).ifPresent(acknowledgement -> {
            acknowledgement.add(snapshot);
            acknowledgeIfComplete(job, acknowledgement);
        });
    }

    private Optional<Acknowledgement> acknowledgementOf(JobId job, CheckpointId checkpoint) {
        return Optional.ofNullable(acknowledgements.get(job))
                .filter(acknowledgement -> acknowledgement.checkpoint().equals(checkpoint));
    }

    private void acknowledgeIfComplete(JobId job, Acknowledgement acknowledgement) {
        if (acknowledgement.isComplete()) {
            acknowledgements.remove(job);
            say(new TaskManagerMessage.CheckpointAcknowledged(
                    leader.highestEpoch(), job, acknowledgement.checkpoint(), acknowledgement.snapshots()));
        }
    }

    private void onSnapshotFailed(CheckpointId checkpoint, TaskId task, Failure reason) {
        acknowledgementOf(task.job(), checkpoint)
                .filter(acknowledgement -> acknowledgement.awaits(task))
                .ifPresent(acknowledgement -> {
                    acknowledgements.remove(task.job());
                    say(new TaskManagerMessage.CheckpointDeclined(leader.highestEpoch(), checkpoint, task, reason));
                });
    }

    private void changed(TaskReport report) {
        if (tasks.changed(report)) {
            say(new TaskManagerMessage.TaskStateChanged(leader.highestEpoch(), report));
        }
    }

    private void over(TaskReport report) {
        if (!tasks.changed(report)) {
            return;
        }
        say(new TaskManagerMessage.TaskStateChanged(leader.highestEpoch(), report));
        early.remove(report.task());
        JobId job = report.task().job();
        Optional.ofNullable(acknowledgements.get(job))
                .filter(it -> it.awaits(report.task()))
                .ifPresent(it -> {
                    if (report.state() == TaskState.FINISHED) {
                        it.remove(report.task());
                        acknowledgeIfComplete(job, it);
                    } else {
                        acknowledgements.remove(job);
                    }
                });
        tasks.startHeldBehind(report.task()).ifPresent(actions::add);
    }

    private void say(TaskManagerMessage message) {
        // Without a connection nothing is said, and nothing is kept to be said later: the next hello tells the present.
        leader.connection().ifPresent(number -> actions.add(new TaskManagerAction.Say(number, message)));
    }

    private void goOn(long nowMillis) {
        if (leader.isSilent(nowMillis)) {
            long silent = leader.connection().orElseThrow();
            actions.add(new TaskManagerAction.HangUp(silent));
            leader.disconnected(silent, nowMillis);
            giveUpCheckpoints();
        }
        if (leader.heartbeatIsDue(nowMillis)) {
            say(new TaskManagerMessage.TaskManagerHeartbeat(leader.highestEpoch()));
            actions.add(new TaskManagerAction.LookForLeader());
        }
        if (leader.leaseIsOver(nowMillis)) {
            exit("expected a leader within the orphan lease, but found none: the tasks end with this process");
        } else if (tasks.firstDeadlineMillis() <= nowMillis) {
            exit("expected a cancelled task to stop in time, but it did not: the process ends, to be rid of it");
        }
    }

    private void exit(String sentence) {
        exited = true;
        actions.add(new TaskManagerAction.Exit(Failure.of(ErrorCode.TASK_FAILED, sentence)));
    }
}
