package dev.selvage.core.jobmanager;

import dev.selvage.core.checkpoint.RestoreChoice;
import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.jobmanager.RegionRun.Phase;
import dev.selvage.core.jobmanager.checkpoints.CheckpointAction;
import dev.selvage.core.jobmanager.checkpoints.CheckpointCoordinator;
import dev.selvage.core.jobmanager.checkpoints.CheckpointHistory;
import dev.selvage.core.jobmanager.lifecycle.JobResult;
import dev.selvage.core.jobmanager.lifecycle.JobStatus;
import dev.selvage.core.jobmanager.restart.RestartBackoff;
import dev.selvage.core.jobmanager.slots.SlotPool;
import dev.selvage.core.jobmanager.view.JobView;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.core.loop.Component;
import dev.selvage.core.loop.Turn;
import dev.selvage.core.message.LeaderMessage;
import dev.selvage.core.message.Peer;
import dev.selvage.core.message.TaskManagerMessage;
import dev.selvage.core.message.TaskReport;
import dev.selvage.core.message.TaskState;
import dev.selvage.core.plan.ExecutionPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * One job under one leader: deploys its regions, restarts those that fail from the newest decided checkpoint, stops it, and
 * sees it to its end. Each region is in a phase of its own; the job's status follows from them and from what its user
 * wants.
 */
public final class JobMachine implements Component<JobEvent, JobAction> {

    private static final long WRITE_AGAIN_MILLIS = 500;

    private final ExecutionPlan plan;
    private final LeaderEpoch epoch;
    private final RestartBackoff backoff;
    private final CheckpointCoordinator coordinator;
    private final Deployments deployments;
    private final CheckpointRouting routing;
    private final CheckpointHistory history;
    /** What this turn has decided so far. */
    private List<JobAction> actions = new ArrayList<>();

    private JobStatus status = JobStatus.STARTING;
    private Optional<Failure> reason = Optional.empty();
    private final ResultWriting result = new ResultWriting();

    /**
     * The machine of a job that goes on from its past. What was deployed is taken for deployed: a new leader is in the place of
     * one whose connections have all broken at once, and TaskManagers that come back tell it what they run.
     *
     * @param pool what all jobs take their slots from; it has heard of a TaskManager before this machine does
     * @param history follows its checkpoints for people who look at it
     */
    public JobMachine(
            ExecutionPlan plan,
            JobSettings settings,
            LeaderEpoch epoch,
            JobPast past,
            SlotPool pool,
            CheckpointHistory history) {
        this.plan = plan;
        this.epoch = epoch;
        this.backoff = new RestartBackoff(settings.restarts());
        this.history = history;
        this.coordinator = past.coordinator(settings.checkpoints(), plan, epoch);
        this.deployments =
                new Deployments(plan, epoch, settings.checkpoints().enabled(), past.deployed(), pool, history);
        this.routing = new CheckpointRouting(plan.job(), epoch, deployments, history);
    }

    public JobStatus status() {
        return status;
    }

    /** How it ended, or is about to end. */
    public Optional<JobResult> result() {
        return result.result();
    }

    /** The TaskManagers that run some of it, as a leader before had recorded, and have not been heard from. */
    public List<Peer> awaited() {
        return deployments.awaited();
    }

    /** How many slots it needs and has not got, whether or not any are free. */
    int lackingSlots() {
        return status == JobStatus.STARTING || status == JobStatus.RUNNING ? deployments.lackingSlots() : 0;
    }

    /** How it and all its tasks stand. */
    JobView view() {
        return JobView.of(plan.job(), status, reason, deployments.any(), deployments.tasks())
                .with(history.view(coordinator.durable().newest()));
    }

    @Override
    public List<JobAction> onWake(Turn turn) {
        return turn(turn, () -> {});
    }

    @Override
    public List<JobAction> onMessage(JobEvent event, Turn turn) {
        return turn(turn, () -> handle(event, turn));
    }

    private List<JobAction> turn(Turn turn, Runnable first) {
        actions = new ArrayList<>();
        if (!status.isOver()) {
            first.run();
        }
        if (!status.isOver()) {
            goOn(turn);
            refuseSavepointsIfStopping(turn);
        }
        return actions;
    }

    @Override
    public long wakeAtMillis() {
        return switch (status) {
            case FINISHED, CANCELLED, FAILED, SUSPENDED, SUPERSEDED -> NEVER;
            case ENDING -> result.wakeAtMillis();
            case CANCELLING, FAILING, SUSPENDING -> coordinator.isSettled() ? NEVER : coordinator.wakeAtMillis();
            case STARTING, RUNNING -> Math.min(coordinator.wakeAtMillis(), deployments.wakeAtMillis());
        };
    }

    private void handle(JobEvent event, Turn turn) {
        if (event instanceof JobEvent.Heard heard) {
            hear(heard.from(), heard.message(), turn);
        } else if (event instanceof JobEvent.Disconnected disconnected) {
            onDisconnected(disconnected.taskManager(), turn);
        } else if (event instanceof JobEvent.TaskManagerLost lost) {
            fail(deployments.lost(lost.taskManager(), turn.nowMillis()), lost.reason(), turn);
        } else if (event instanceof JobEvent.DeploymentWritten written) {
            if (written.outcome() == WriteOutcome.REFUSED) {
                stepDown();
            } else {
                actions.addAll(deployments.recorded(
                        written.deployment(), written.outcome(), turn.nowMillis() + WRITE_AGAIN_MILLIS, coordinator));
            }
        } else if (event instanceof JobEvent.ManifestWritten written) {
            carryOut(
                    coordinator.manifest(
                            written.checkpoint(), written.outcome(), written.reference(), turn.nowMillis()),
                    turn);
        } else if (event instanceof JobEvent.PointerWritten written) {
            carryOut(coordinator.pointer(written.checkpoint(), written.outcome(), turn.nowMillis()), turn);
        } else if (event instanceof JobEvent.ResultWritten written) {
            onResultWritten(written.outcome(), turn);
        } else if (event instanceof JobEvent.CancelAsked) {
            status = status.toldToStop();
        } else if (event instanceof JobEvent.SavepointAsked asked) {
            coordinator.savepoint(asked.directory(), asked.thenStop());
        } else {
            throw new IllegalStateException("expected an event that a job knows, but found " + event);
        }
    }

    private void hear(TaskManagerId from, TaskManagerMessage message, Turn turn) {
        if (message instanceof TaskManagerMessage.Hello hello) {
            onHello(hello, turn);
        } else if (message instanceof TaskManagerMessage.TaskStateChanged changed) {
            onReport(from, changed.report(), turn);
        } else if (message instanceof TaskManagerMessage.CheckpointAcknowledged acknowledged) {
            history.acknowledged(acknowledged.checkpoint(), acknowledged.snapshots(), turn.nowMillis());
            carryOut(coordinator.acknowledged(acknowledged.checkpoint(), acknowledged.snapshots()), turn);
        } else if (message instanceof TaskManagerMessage.CheckpointDeclined declined) {
            carryOut(
                    coordinator.declined(declined.checkpoint(), declined.task(), declined.reason(), turn.nowMillis()),
                    turn);
        } else if (!(message instanceof TaskManagerMessage.TaskManagerHeartbeat)) {
            throw new IllegalStateException("expected a message that a job knows, but found " + message);
        }
    }

    /** A TaskManager is there, new or again. What either side said just before may be lost, so the present is compared. */
    private void onHello(TaskManagerMessage.Hello hello, Turn turn) {
        TaskManagerId from = hello.sender().taskManager();
        deployments.heardFrom(from);
        hello.seen().stream()
                .filter(seen -> seen.job().equals(plan.job()))
                .forEach(seen -> coordinator.used(seen.checkpoint()));
        actions.addAll(routing.saidInVain(from, coordinator.durable().newest()));
        TreeSet<TaskId> reported = new TreeSet<>();
        for (TaskReport report : hello.tasks()) {
            if (report.task().job().equals(plan.job())) {
                reported.add(report.task());
                onReport(from, report, turn);
            }
        }
        for (RegionRun region : deployments.regions()) {
            for (TaskId task : region.toldAndAliveAt(from)) {
                if (!reported.contains(task)) {
                    onReport(from, RegionRun.missing(task, from), turn);
                }
            }
            if (region.is(Phase.STOPPING)) {
                cancel(from, region.toldAndAliveAt(from));
            }
        }
    }

    /** Nobody can be told anything there for now; its tasks go on, but a checkpoint with them would only hold up the others. */
    private void onDisconnected(TaskManagerId taskManager, Turn turn) {
        for (RegionRun region : deployments.regions()) {
            region.toldAndAliveAt(taskManager).forEach(task -> carryOut(coordinator.lost(task), turn));
        }
    }

    private void onReport(TaskManagerId from, TaskReport report, Turn turn) {
        TaskId task = report.task();
        RegionRun region = deployments.regionOf(task.subtask());
        if (region.knows(task)) {
            region.report(task, report.state(), turn.nowMillis()).ifPresent(news -> onNews(region, report, news, turn));
        } else if (!report.state().isOver()) {
            // Of another deployment: nobody counts on it any more.
            cancel(from, List.of(task));
        }
    }

    private void onNews(RegionRun region, TaskReport report, TaskState news, Turn turn) {
        TaskId task = report.task();
        switch (news) {
            case RESTORING, CANCELLING -> {}
            case RUNNING -> coordinator.running(task, turn.nowMillis());
            case END_OF_INPUT -> coordinator.ended(task, turn.nowMillis());
            case FINISHED -> carryOut(coordinator.finished(task), turn);
            case FAILED, CANCELLED -> onFailed(region, report.failure(), turn);
        }
    }

    /** A task failed. If it could not read what it began with, it never will: to start it again with that leads nowhere. */
    private void onFailed(RegionRun region, Failure why, Turn turn) {
        boolean isDamage =
                why.code() == ErrorCode.STATE_DAMAGED && region.beganWith().isPresent();
        if (!isDamage || status.isStopping()) {
            fail(List.of(region), why, turn);
            return;
        }
        RestoreChoice choice = coordinator.damaged(region.beganWith().orElseThrow(), why);
        if (choice instanceof RestoreChoice.From from) {
            // No attempt is counted: there are only so many checkpoints to go back to.
            stop(List.of(region), from.insteadOf(why), OptionalLong.of(0), status, turn);
        } else if (choice instanceof RestoreChoice.Suspend suspend) {
            JobStatus next = coordinator.durable().newest().isPresent() ? JobStatus.SUSPENDING : JobStatus.FAILING;
            stop(List.of(region), suspend.reason(), OptionalLong.empty(), next, turn);
        }
    }

    /** One thing has gone wrong: these regions start again after a pause, or the job is over. */
    private void fail(List<RegionRun> failing, Failure why, Turn turn) {
        if (!failing.isEmpty()) {
            OptionalLong pause = status.isStopping() ? OptionalLong.empty() : backoff.failed(turn);
            stop(failing, why, pause, JobStatus.FAILING, turn);
        }
    }

    private void stop(List<RegionRun> failing, Failure why, OptionalLong pause, JobStatus withoutPause, Turn turn) {
        actions.add(new JobAction.Failed(why, pause));
        for (RegionRun region : failing) {
            region.pauseUntil(turn.nowMillis() + pause.orElse(0));
            stop(region, false, turn);
        }
        if (pause.isEmpty() && !status.isStopping()) {
            status = withoutPause;
            reason = Optional.of(why);
        }
    }

    private void stop(RegionRun region, boolean forGood, Turn turn) {
        // The phase first: what the coordinator says about the loss may come back here.
        region.stopping(forGood);
        region.locations().forEach(location -> carryOut(coordinator.lost(location.task()), turn));
        for (Peer peer : deployments.peers()) {
            cancel(peer.taskManager(), region.toldAndAliveAt(peer.taskManager()));
        }
        region.settle();
    }

    private void cancel(TaskManagerId at, List<TaskId> tasks) {
        if (!tasks.isEmpty()) {
            actions.add(new JobAction.Say(at, new LeaderMessage.CancelTasks(epoch, tasks)));
        }
    }

    private void refuseSavepointsIfStopping(Turn turn) {
        if (coordinator.hasStopped() || (status != JobStatus.STARTING && status != JobStatus.RUNNING)) {
            String found = coordinator.hasStopped() ? "stops with another savepoint" : "is " + status;
            String sentence = "expected a job that runs, but it " + found + ": its last checkpoint may serve instead";
            carryOut(coordinator.refuseSavepoints(Failure.of(ErrorCode.CHECKPOINT_FAILED, sentence)), turn);
        }
    }

    /** Does what is due, whatever brought it about. */
    private void goOn(Turn turn) {
        if (status == JobStatus.ENDING) {
            actions.addAll(result.onTime(turn.nowMillis()));
            return;
        }
        while ((!status.isStopping() || !coordinator.isSettled()) && coordinator.wakeAtMillis() <= turn.nowMillis()) {
            carryOut(coordinator.onTime(turn.nowMillis()), turn);
        }
        if (status.isStopping()) {
            stopAll(turn);
        } else if (status != JobStatus.SUPERSEDED) {
            actions.addAll(deployments.deployWhatIsReady(turn.nowMillis(), coordinator));
            stopForGoodWhatRuns(turn);
            status =
                    deployments.regions().stream().allMatch(RegionRun::allRun) ? JobStatus.RUNNING : JobStatus.STARTING;
            if (deployments.regions().stream().allMatch(region -> region.is(Phase.FINISHED))) {
                end(JobStatus.FINISHED);
            }
        }
    }

    /** Behind the savepoint that the job stops with nothing is decided any more, so its tasks only have to commit what is in it. */
    private void stopForGoodWhatRuns(Turn turn) {
        if (coordinator.hasStopped()) {
            deployments.regions(Phase.DEPLOYED).stream()
                    .filter(RegionRun::allRun)
                    .forEach(region -> stop(region, true, turn));
        }
    }

    private void stopAll(Turn turn) {
        if (!coordinator.isSettled()) {
            // A checkpoint may just have been decided: its commits are delivered before anything is stopped.
            return;
        }
        deployments.forgetRecording();
        deployments.regions(Phase.DEPLOYED).forEach(region -> stop(region, false, turn));
        boolean quiet = deployments.regions().stream()
                .allMatch(region -> region.is(Phase.WAITING) || region.is(Phase.FINISHED));
        if (quiet && status == JobStatus.SUSPENDING) {
            // Before nobody listens any more: what is asked for in this very turn would stay without an answer.
            refuseSavepointsIfStopping(turn);
            status = JobStatus.SUSPENDED;
            deployments.giveBackSlots();
            actions.add(new JobAction.Suspended(reason.orElseThrow()));
        } else if (quiet) {
            end(status == JobStatus.CANCELLING ? JobStatus.CANCELLED : JobStatus.FAILED);
        }
    }

    private void end(JobStatus how) {
        status = JobStatus.ENDING;
        deployments.giveBackSlots();
        actions.add(result.begin(new JobResult(plan.job(), how, reason)));
    }

    private void onResultWritten(WriteOutcome outcome, Turn turn) {
        if (status != JobStatus.ENDING) {
            return;
        }
        switch (outcome) {
            case WRITTEN -> {
                JobResult ended = result.result().orElseThrow();
                status = ended.status();
                actions.addAll(routing.everybody(new LeaderMessage.JobEnded(epoch, plan.job())));
                actions.add(new JobAction.Ended(ended));
            }
            case REFUSED -> stepDown();
            case UNKNOWN -> result.againAt(turn.nowMillis() + WRITE_AGAIN_MILLIS);
        }
    }

    private void stepDown() {
        status = JobStatus.SUPERSEDED;
        actions.add(new JobAction.StepDown());
    }

    private void carryOut(Collection<CheckpointAction> wanted, Turn turn) {
        for (CheckpointAction action : wanted) {
            if (action instanceof CheckpointAction.FailJob it) {
                fail(deployments.regions(Phase.DEPLOYED), it.reason(), turn);
            } else if (action instanceof CheckpointAction.Superseded) {
                stepDown();
            } else {
                actions.addAll(routing.route(action, turn.nowMillis()));
            }
        }
    }
}
