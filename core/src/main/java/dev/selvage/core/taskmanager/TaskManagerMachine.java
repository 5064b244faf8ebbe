package dev.selvage.core.taskmanager;

import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
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
    private final CheckpointBook checkpoints = new CheckpointBook();
    private final AfterThoughts afterThoughts = new AfterThoughts();

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
        long own = Math.min(leader.wakeAtMillis(), afterThoughts.wakeAtMillis());
        return begun ? Math.min(own, tasks.firstDeadlineMillis()) : 0;
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
            over(TaskReport.of(it.task(), TaskState.FINISHED), turn.nowMillis());
        } else if (event instanceof TaskManagerEvent.TaskFailed it) {
            over(TaskReport.failed(it.task(), it.reason()), turn.nowMillis());
        } else if (event instanceof TaskManagerEvent.TaskCancelled it) {
            over(TaskReport.of(it.task(), TaskState.CANCELLED), turn.nowMillis());
        } else if (event instanceof TaskManagerEvent.SnapshotWritten it) {
            onSnapshot(it);
        } else if (event instanceof TaskManagerEvent.SnapshotFailed it) {
            onSnapshotFailed(it);
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
        heedFrom(leader.highestEpoch());
        afterThoughts.forgetAll();
        say(new TaskManagerMessage.Hello(leader.highestEpoch(), self, slots, tasks.reports(), checkpoints.highest()));
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
            checkpoints.seen(decided.job(), decided.checkpoint());
            decided.tasks().stream()
                    .filter(tasks::isStarted)
                    .forEach(task -> actions.add(new TaskManagerAction.CommitUpTo(task, decided.checkpoint())));
        } else if (message instanceof LeaderMessage.CheckpointAborted aborted) {
            checkpoints.seen(aborted.job(), aborted.checkpoint());
            giveUp(aborted.job(), aborted.checkpoint());
        } else if (message instanceof LeaderMessage.JobEnded ended) {
            checkpoints.forget(ended.job());
            for (TaskId task : tasks.forget(ended.job())) {
                cancel(task, nowMillis);
            }
            forgetIfOver(ended.job());
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
            afterThoughts.forget(task);
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
        checkpoints.seen(trigger.job(), checkpoint);
        List<TaskId> taking = new ArrayList<>();
        for (TaskId task : trigger.tasks()) {
            if (afterThoughts.forget(task)) {
                // That it has failed is more than that it takes no part.
                sayHowIs(task);
            }
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
        checkpoints.begin(trigger.job(), checkpoint, taking);
        taking.forEach(task -> actions.add(new TaskManagerAction.TriggerCheckpoint(task, trigger.order())));
        taking.forEach(task -> checkpoints.takeKept(task).ifPresent(this::tellAgain));
    }

    private void tellAgain(TaskManagerEvent kept) {
        if (kept instanceof TaskManagerEvent.SnapshotWritten it) {
            onSnapshot(it);
        } else if (kept instanceof TaskManagerEvent.SnapshotFailed it) {
            onSnapshotFailed(it);
        }
    }

    /** Whether it is of a checkpoint that is yet to be triggered here; then it is kept until that is heard. */
    private boolean isEarly(TaskId task, CheckpointId checkpoint, TaskManagerEvent event) {
        boolean isAhead = checkpoints.isAhead(task, checkpoint);
        if (isAhead && tasks.isStarted(task)) {
            checkpoints.keep(task, checkpoint, event);
        }
        return isAhead;
    }

    /** Who counted the acknowledgements is gone, or has not heard of some: no checkpoint that is on its way can complete. */
    private void giveUpCheckpoints() {
        checkpoints.forEachSeen(this::giveUp);
        // Barriers of one that was triggered elsewhere only may still come: nobody would ever lift what they hold up.
        heedFrom(leader.highestEpoch().next());
    }

    private void heedFrom(LeaderEpoch epoch) {
        tasks.alive().forEach(task -> actions.add(new TaskManagerAction.HeedFrom(task, epoch)));
    }

    private void giveUp(JobId job, CheckpointId upTo) {
        checkpoints.giveUp(job, upTo);
        tasks.aliveOf(job).forEach(task -> actions.add(new TaskManagerAction.GiveUpCheckpoints(task, upTo)));
    }

    private void onSnapshot(TaskManagerEvent.SnapshotWritten it) {
        if (!isEarly(it.snapshot().task(), it.checkpoint(), it)) {
            checkpoints
                    .written(it.checkpoint(), it.snapshot(), leader.highestEpoch())
                    .ifPresent(this::say);
        }
    }

    private void onSnapshotFailed(TaskManagerEvent.SnapshotFailed it) {
        if (!isEarly(it.task(), it.checkpoint(), it)) {
            checkpoints
                    .failed(it.checkpoint(), it.task(), it.reason(), leader.highestEpoch())
                    .ifPresent(this::say);
        }
    }

    private void changed(TaskReport report) {
        if (tasks.changed(report)) {
            say(new TaskManagerMessage.TaskStateChanged(leader.highestEpoch(), report));
        }
    }

    private void over(TaskReport report, long nowMillis) {
        // Whoever was told to stop is waited for.
        boolean isAwaited = tasks.report(report.task())
                .filter(before -> before.state() == TaskState.CANCELLING)
                .isPresent();
        if (!tasks.changed(report)) {
            return;
        }
        if (isAwaited || !afterThoughts.keep(report, nowMillis)) {
            say(new TaskManagerMessage.TaskStateChanged(leader.highestEpoch(), report));
        }
        checkpoints.over(report, leader.highestEpoch()).ifPresent(this::say);
        boolean jobHasEnded = tasks.report(report.task()).isEmpty();
        tasks.startHeldBehind(report.task()).ifPresent(actions::add);
        if (jobHasEnded) {
            forgetIfOver(report.task().job());
        }
    }

    /** Not before its last task has stopped, which might leave something behind. */
    private void forgetIfOver(JobId ended) {
        if (!tasks.hasAnyOf(ended)) {
            actions.add(new TaskManagerAction.ForgetJob(ended));
        }
    }

    private void sayHowIs(TaskId task) {
        tasks.report(task)
                .ifPresent(report -> say(new TaskManagerMessage.TaskStateChanged(leader.highestEpoch(), report)));
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
        afterThoughts.takeDue(nowMillis).forEach(this::sayHowIs);
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
