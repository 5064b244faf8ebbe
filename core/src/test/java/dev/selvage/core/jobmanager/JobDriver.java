package dev.selvage.core.jobmanager;

import dev.selvage.core.checkpoint.Bytes;
import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.checkpoint.SnapshotHandle;
import dev.selvage.core.checkpoint.TaskSnapshot;
import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.DeploymentNumber;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.SubtaskId;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.jobmanager.checkpoints.CheckpointHistory;
import dev.selvage.core.jobmanager.checkpoints.CheckpointSettings;
import dev.selvage.core.jobmanager.restart.RestartBackoff;
import dev.selvage.core.jobmanager.slots.SlotPool;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.core.loop.Turn;
import dev.selvage.core.message.LeaderMessage;
import dev.selvage.core.message.Peer;
import dev.selvage.core.message.TaskManagerMessage;
import dev.selvage.core.message.TaskReport;
import dev.selvage.core.message.TaskState;
import dev.selvage.core.plan.Exchange;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.plan.PlanBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Plays everybody else to a job of two regions, a source and a sink each, that share a slot. */
final class JobDriver {

    static final JobId JOB = new JobId(0, 1);
    static final LeaderEpoch EPOCH = new LeaderEpoch(3);
    static final ExecutionPlan PLAN = new PlanBuilder(JOB, "job")
            .vertex(2, 128, "source")
            .vertex(2, 128, "sink")
            .edge("source", Exchange.FORWARD, "sink")
            .build();
    private static final ExecutionPlan TWO_PHASE_PLAN = new PlanBuilder(JOB, "job")
            .vertex(2, 128, "source")
            .sink(true, 2, 128, "sink")
            .edge("source", Exchange.FORWARD, "sink")
            .build();
    static final TaskManagerId ONE = new TaskManagerId("one");
    static final TaskManagerId TWO = new TaskManagerId("two");
    static final long INTERVAL = 1000;
    static final long PAUSE = 100;
    private static final CheckpointSettings CHECKPOINTS = new CheckpointSettings(true, INTERVAL, 10_000, 0, 0, 2);

    final JobMachine machine;
    private final SlotPool pool = new SlotPool(false);
    long now;

    JobDriver(int restarts) {
        this(restarts, CHECKPOINTS);
    }

    /** Its output shows when checkpoints are decided. */
    static JobDriver withTwoPhaseSinks() {
        return new JobDriver(TWO_PHASE_PLAN, 3, CHECKPOINTS, JobPast.none(JOB, EPOCH, "/checkpoints"));
    }

    static JobDriver withoutCheckpoints() {
        return new JobDriver(3, CheckpointSettings.disabled(10_000));
    }

    /** The job under its next leader. */
    static JobDriver goingOnFrom(JobPast past) {
        return new JobDriver(PLAN, 3, CHECKPOINTS, past);
    }

    private JobDriver(int restarts, CheckpointSettings checkpoints) {
        this(PLAN, restarts, checkpoints, JobPast.none(JOB, EPOCH, "/checkpoints"));
    }

    private JobDriver(ExecutionPlan plan, int restarts, CheckpointSettings checkpoints, JobPast past) {
        machine = new JobMachine(
                plan,
                new JobSettings(checkpoints, new RestartBackoff.Strategy.FixedDelay(restarts, PAUSE)),
                EPOCH,
                past,
                pool,
                new CheckpointHistory(3));
    }

    List<JobAction> wake() {
        return machine.onWake(new Turn(now, new SplittableRandom(1)));
    }

    List<JobAction> after(long millis) {
        now += millis;
        return wake();
    }

    List<JobAction> tell(JobEvent event) {
        if (event instanceof JobEvent.Heard heard && heard.message() instanceof TaskManagerMessage.Hello hello) {
            pool.joined(hello.sender(), hello.slots());
        } else if (event instanceof JobEvent.TaskManagerLost lost) {
            pool.lost(lost.taskManager());
        }
        return machine.onMessage(event, new Turn(now, new SplittableRandom(1)));
    }

    List<JobAction> hello(TaskManagerId from, TaskReport... tasks) {
        return hear(
                from,
                new TaskManagerMessage.Hello(EPOCH, new Peer(from, from.name(), 1), 1, List.of(tasks), List.of()));
    }

    List<JobAction> hear(TaskManagerId from, TaskManagerMessage message) {
        return tell(new JobEvent.Heard(from, message));
    }

    List<JobAction> report(TaskManagerId from, TaskId task, TaskState state) {
        TaskReport report = state == TaskState.FAILED
                ? TaskReport.failed(task, Failure.of(ErrorCode.TASK_FAILED, "expected bread, but found cake"))
                : TaskReport.of(task, state);
        return hear(from, new TaskManagerMessage.TaskStateChanged(EPOCH, report));
    }

    /** The task cannot read what it is to begin with. */
    List<JobAction> damaged(TaskManagerId from, TaskId task) {
        Failure reason = Failure.of(ErrorCode.STATE_DAMAGED, "wanted /checkpoints/file, found nothing.");
        return hear(from, new TaskManagerMessage.TaskStateChanged(EPOCH, TaskReport.failed(task, reason)));
    }

    /** Checkpoint of all tasks of these deployments, decided an interval after the one before. */
    List<JobAction> decide(long checkpoint, long deploymentOfZero, long deploymentOfOne) {
        after(INTERVAL);
        acknowledge(checkpoint, deploymentOfZero, deploymentOfOne, false);
        manifest(checkpoint);
        return pointer(checkpoint, WriteOutcome.WRITTEN);
    }

    static TaskId task(String vertex, int subtask, long deployment) {
        return new TaskId(JOB, new SubtaskId(PlanBuilder.idOf(vertex), subtask), new DeploymentNumber(deployment));
    }

    /** The tasks of one region. */
    static List<TaskId> region(int subtask, long deployment) {
        return List.of(task("source", subtask, deployment), task("sink", subtask, deployment));
    }

    List<JobAction> recorded(long deployment, WriteOutcome outcome) {
        return tell(new JobEvent.DeploymentWritten(new DeploymentNumber(deployment), outcome));
    }

    /** Brings the first deployment to where all tasks run: region 0 at the one TaskManager, region 1 at the other. */
    JobDriver running() {
        hello(ONE);
        recorded(1, WriteOutcome.WRITTEN);
        hello(TWO);
        recorded(2, WriteOutcome.WRITTEN);
        run(ONE, region(0, 1));
        run(TWO, region(1, 2));
        return this;
    }

    void run(TaskManagerId at, Collection<TaskId> tasks) {
        tasks.forEach(task -> report(at, task, TaskState.RUNNING));
    }

    /** Acknowledges the checkpoint for all tasks of these deployments of the two regions. */
    List<JobAction> acknowledge(long checkpoint, long deploymentOfZero, long deploymentOfOne, boolean atEndOfInput) {
        List<JobAction> actions = new ArrayList<>();
        actions.addAll(acknowledge(ONE, checkpoint, region(0, deploymentOfZero), atEndOfInput));
        actions.addAll(acknowledge(TWO, checkpoint, region(1, deploymentOfOne), atEndOfInput));
        return actions;
    }

    private List<JobAction> acknowledge(TaskManagerId from, long checkpoint, List<TaskId> tasks, boolean atEndOfInput) {
        List<TaskSnapshot> snapshots = tasks.stream()
                .map(task -> new TaskSnapshot(task, new SnapshotHandle.Inline(Bytes.NONE), atEndOfInput, List.of()))
                .toList();
        return hear(
                from,
                new TaskManagerMessage.CheckpointAcknowledged(EPOCH, JOB, new CheckpointId(checkpoint), snapshots));
    }

    List<JobAction> manifest(long checkpoint) {
        CheckpointId id = new CheckpointId(checkpoint);
        return tell(new JobEvent.ManifestWritten(
                id, WriteOutcome.WRITTEN, Optional.of(new CheckpointReference(id, "chk-" + id, 0))));
    }

    List<JobAction> pointer(long checkpoint, WriteOutcome outcome) {
        return tell(new JobEvent.PointerWritten(new CheckpointId(checkpoint), outcome));
    }

    /** What is said to somebody, in order. */
    static <M extends LeaderMessage> List<M> said(List<JobAction> actions, TaskManagerId to, Class<M> kind) {
        return actions.stream()
                .flatMap(action ->
                        action instanceof JobAction.Say say && say.to().equals(to)
                                ? Stream.of(say.message())
                                : Stream.empty())
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    static <A extends JobAction> List<A> only(List<JobAction> actions, Class<A> kind) {
        return actions.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
