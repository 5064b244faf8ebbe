package dev.selvage.core.taskmanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.checkpoint.Bytes;
import dev.selvage.core.checkpoint.CheckpointKind;
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
import dev.selvage.core.loop.Turn;
import dev.selvage.core.message.CheckpointOrder;
import dev.selvage.core.message.LeaderMessage;
import dev.selvage.core.message.Peer;
import dev.selvage.core.message.TaskDeployment;
import dev.selvage.core.message.TaskManagerMessage;
import dev.selvage.core.message.TaskReport;
import dev.selvage.core.message.TaskState;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.plan.PlanBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TaskManagerMachineTest {

    private static final JobId JOB = new JobId(0, 1);
    private static final LeaderEpoch EPOCH = new LeaderEpoch(4);
    private static final LeaderEpoch OLDER = new LeaderEpoch(3);
    private static final Peer SELF = new Peer(new TaskManagerId("me"), "me", 1);
    private static final ExecutionPlan PLAN =
            new PlanBuilder(JOB, "job").vertex(2, 128, "source").build();
    private static final TaskId A = task(0, 1);
    private static final TaskId B = task(1, 1);
    private static final Failure REASON = Failure.of(ErrorCode.TASK_FAILED, "expected bread, but found cake");

    private final TaskManagerMachine machine =
            new TaskManagerMachine(SELF, 2, new TaskManagerSettings(1_000, 5_000, 60_000, 10_000));
    private long now;

    private static TaskId task(int subtask, long deployment) {
        return new TaskId(JOB, new SubtaskId(PlanBuilder.idOf("source"), subtask), new DeploymentNumber(deployment));
    }

    private Turn turn() {
        return new Turn(now, new SplittableRandom(1));
    }

    private List<TaskManagerAction> tell(TaskManagerEvent event) {
        return machine.onMessage(event, turn());
    }

    private List<TaskManagerAction> after(long millis) {
        now += millis;
        return machine.onWake(turn());
    }

    private List<TaskManagerAction> hear(LeaderMessage message) {
        return tell(new TaskManagerEvent.Heard(1, message));
    }

    private static LeaderMessage.Deploy deploy(LeaderEpoch epoch, TaskId... tasks) {
        return new LeaderMessage.Deploy(
                epoch,
                PLAN,
                true,
                Stream.of(tasks)
                        .map(task -> new TaskDeployment(task, 0, Optional.empty()))
                        .toList(),
                List.of(),
                List.of(SELF));
    }

    private static LeaderMessage.TriggerCheckpoint trigger(long number, TaskId... tasks) {
        return new LeaderMessage.TriggerCheckpoint(EPOCH, JOB, order(number), List.of(tasks));
    }

    private static CheckpointOrder order(long number) {
        return new CheckpointOrder(
                EPOCH, new CheckpointId(number), CheckpointKind.CHECKPOINT, 0, "/checkpoints/chk-" + number);
    }

    private static TaskSnapshot snapshot(TaskId task) {
        return new TaskSnapshot(task, new SnapshotHandle.Inline(Bytes.NONE), false, List.of());
    }

    private List<TaskManagerAction> connect() {
        after(0);
        tell(new TaskManagerEvent.LeaderFound(EPOCH, "leader"));
        return tell(new TaskManagerEvent.Connected(1));
    }

    private void bothRun() {
        connect();
        hear(deploy(EPOCH, A, B));
        tell(new TaskManagerEvent.TaskRuns(A));
        tell(new TaskManagerEvent.TaskRuns(B));
    }

    private static <M extends TaskManagerMessage> List<M> said(List<TaskManagerAction> actions, Class<M> kind) {
        return only(actions, TaskManagerAction.Say.class).stream()
                .map(TaskManagerAction.Say::message)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private static <A extends TaskManagerAction> List<A> only(List<TaskManagerAction> actions, Class<A> kind) {
        return actions.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Test
    void aHelloTellsWhatRunsAtPresentAndWhatIsOver() {
        bothRun();
        tell(new TaskManagerEvent.TaskFailed(B, REASON));
        tell(new TaskManagerEvent.Disconnected(1));
        tell(new TaskManagerEvent.LeaderFound(EPOCH, "leader"));

        assertThat(said(tell(new TaskManagerEvent.Connected(2)), TaskManagerMessage.Hello.class)
                        .get(0)
                        .tasks())
                .containsExactly(TaskReport.of(A, TaskState.RUNNING), TaskReport.failed(B, REASON));
    }

    @Test
    void losingTheLeaderTouchesNoTaskUntilTheLeaseEnds() {
        bothRun();
        tell(new TaskManagerEvent.Disconnected(1));
        List<TaskManagerAction> meanwhile = new ArrayList<>();
        for (int second = 0; second < 59; second++) {
            meanwhile.addAll(after(1_000));
        }

        assertThat(only(meanwhile, TaskManagerAction.CancelTask.class)).isEmpty();
        assertThat(only(meanwhile, TaskManagerAction.Exit.class)).isEmpty();
        assertThat(only(meanwhile, TaskManagerAction.LookForLeader.class)).hasSizeGreaterThan(50);
        assertThat(only(after(1_000), TaskManagerAction.Exit.class)).hasSize(1);
        assertThat(machine.wakeAtMillis()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whoIsCutOffLooksEverySecondButDialsAgainOnlyAfterAHeartbeat() {
        TaskManagerMachine patient =
                new TaskManagerMachine(SELF, 2, new TaskManagerSettings(10_000, 50_000, 600_000, 10_000));
        TaskManagerEvent found = new TaskManagerEvent.LeaderFound(EPOCH, "leader");
        patient.onWake(turn());
        patient.onMessage(found, turn());
        patient.onMessage(new TaskManagerEvent.Connected(1), turn());
        now = 1_000;
        patient.onWake(turn());
        assertThat(patient.wakeAtMillis()).isEqualTo(11_000);

        patient.onMessage(new TaskManagerEvent.Disconnected(1), turn());
        for (now = 2_000; now < 5_000; now = patient.wakeAtMillis()) {
            assertThat(patient.wakeAtMillis()).isEqualTo(now);
            assertThat(patient.onWake(turn())).containsExactly(new TaskManagerAction.LookForLeader());
        }
        assertThat(patient.onMessage(found, turn())).contains(new TaskManagerAction.Dial("leader"));
        now += 9_999;
        assertThat(patient.onMessage(found, turn())).doesNotContain(new TaskManagerAction.Dial("leader"));
        now += 1;
        assertThat(patient.onMessage(found, turn())).contains(new TaskManagerAction.Dial("leader"));
    }

    @Test
    void whatAnOlderLeaderSaysIsDropped() {
        bothRun();

        assertThat(hear(new LeaderMessage.CancelTasks(OLDER, List.of(A)))).isEmpty();
        assertThat(tell(new TaskManagerEvent.LeaderFound(OLDER, "older"))).isEmpty();
        assertThat(tell(new TaskManagerEvent.Heard(7, new LeaderMessage.CancelTasks(EPOCH, List.of(A)))))
                .isEmpty();
    }

    @Test
    void aHigherEpochIsFollowedThoughTheConnectionToTheLowerStands() {
        bothRun();

        assertThat(tell(new TaskManagerEvent.LeaderFound(EPOCH.next(), "next")))
                .startsWith(new TaskManagerAction.HangUp(1), new TaskManagerAction.Dial("next"))
                .as("nobody completes the checkpoints of the lower any more")
                .hasAtLeastOneElementOfType(TaskManagerAction.HeedFrom.class);
    }

    @Test
    void aSilentLeaderIsHungUpOn() {
        bothRun();

        assertThat(after(5_000)).contains(new TaskManagerAction.HangUp(1));
    }

    @Test
    void tasksThatRunHereGetReadyForACheckpointThatIsAnnounced() {
        bothRun();
        LeaderMessage announced = new LeaderMessage.AnnounceCheckpoint(EPOCH, JOB, order(1), List.of(A, B));
        assertThat(hear(announced))
                .containsExactly(
                        new TaskManagerAction.PrepareSnapshot(A, order(1)),
                        new TaskManagerAction.PrepareSnapshot(B, order(1)));

        tell(new TaskManagerEvent.TaskFailed(A, REASON));
        assertThat(hear(announced)).containsExactly(new TaskManagerAction.PrepareSnapshot(B, order(1)));
        // Nothing is owed: what comes may be another one.
        assertThat(only(hear(trigger(2, B)), TaskManagerAction.TriggerCheckpoint.class))
                .hasSize(1);
    }

    @Test
    void aCheckpointIsAcknowledgedOnceForAllTasks() {
        bothRun();
        assertThat(only(hear(trigger(1, A, B)), TaskManagerAction.TriggerCheckpoint.class))
                .hasSize(2);

        assertThat(tell(new TaskManagerEvent.SnapshotWritten(new CheckpointId(1), snapshot(A))))
                .isEmpty();
        assertThat(said(
                        tell(new TaskManagerEvent.SnapshotWritten(new CheckpointId(1), snapshot(B))),
                        TaskManagerMessage.CheckpointAcknowledged.class))
                .singleElement()
                .satisfies(
                        acknowledged -> assertThat(acknowledged.snapshots()).containsExactly(snapshot(A), snapshot(B)));
    }

    /** A barrier that comes from another process may be faster than the leader, where no source here has yet to send one. */
    @Test
    void whatComesOfACheckpointBeforeItsTriggerCounts() {
        bothRun();
        assertThat(tell(new TaskManagerEvent.SnapshotWritten(new CheckpointId(1), snapshot(A))))
                .isEmpty();
        hear(trigger(1, A, B));
        assertThat(said(
                        tell(new TaskManagerEvent.SnapshotWritten(new CheckpointId(1), snapshot(B))),
                        TaskManagerMessage.CheckpointAcknowledged.class))
                .singleElement()
                .satisfies(
                        acknowledged -> assertThat(acknowledged.snapshots()).containsExactly(snapshot(A), snapshot(B)));

        tell(new TaskManagerEvent.SnapshotWritten(new CheckpointId(2), snapshot(A)));
        tell(new TaskManagerEvent.SnapshotWritten(new CheckpointId(2), snapshot(B)));
        assertThat(said(hear(trigger(2, A, B)), TaskManagerMessage.CheckpointAcknowledged.class))
                .hasSize(1);

        tell(new TaskManagerEvent.SnapshotFailed(new CheckpointId(3), A, REASON));
        assertThat(said(hear(trigger(3, A, B)), TaskManagerMessage.CheckpointDeclined.class))
                .hasSize(1);
    }

    @Test
    void aTaskThatFinishesIsNotWaitedForAndOneThatFailsSpoilsTheCheckpoint() {
        bothRun();
        hear(trigger(1, A, B));
        tell(new TaskManagerEvent.SnapshotWritten(new CheckpointId(1), snapshot(A)));
        assertThat(said(tell(new TaskManagerEvent.TaskFinished(B)), TaskManagerMessage.CheckpointAcknowledged.class))
                .hasSize(1);

        hear(trigger(2, A));
        tell(new TaskManagerEvent.TaskFailed(A, REASON));
        assertThat(said(
                        tell(new TaskManagerEvent.SnapshotWritten(new CheckpointId(2), snapshot(A))),
                        TaskManagerMessage.CheckpointAcknowledged.class))
                .isEmpty();
    }

    @Test
    void aSnapshotThatFailsDeclinesTheCheckpointAndSoDoesATaskThatDoesNotRun() {
        bothRun();
        hear(trigger(1, A, B));
        assertThat(said(
                        tell(new TaskManagerEvent.SnapshotFailed(new CheckpointId(1), A, REASON)),
                        TaskManagerMessage.CheckpointDeclined.class))
                .hasSize(1);
        assertThat(said(hear(trigger(2, task(0, 9))), TaskManagerMessage.CheckpointDeclined.class))
                .hasSize(1);
    }

    @Test
    void losingTheLeaderGivesUpItsCheckpoints() {
        bothRun();
        hear(trigger(1, A, B));

        List<TaskManagerAction> alone = tell(new TaskManagerEvent.Disconnected(1));
        assertThat(only(alone, TaskManagerAction.GiveUpCheckpoints.class))
                .containsExactly(
                        new TaskManagerAction.GiveUpCheckpoints(A, new CheckpointId(1)),
                        new TaskManagerAction.GiveUpCheckpoints(B, new CheckpointId(1)));
        assertThat(only(alone, TaskManagerAction.HeedFrom.class))
                .as("barriers of what was triggered elsewhere alone hold nobody up")
                .containsExactly(
                        new TaskManagerAction.HeedFrom(A, EPOCH.next()),
                        new TaskManagerAction.HeedFrom(B, EPOCH.next()));

        tell(new TaskManagerEvent.LeaderFound(EPOCH, "there"));
        List<TaskManagerAction> back = tell(new TaskManagerEvent.Connected(2));
        assertThat(only(back, TaskManagerAction.HeedFrom.class))
                .containsExactly(new TaskManagerAction.HeedFrom(A, EPOCH), new TaskManagerAction.HeedFrom(B, EPOCH));
        assertThat(said(back, TaskManagerMessage.Hello.class))
                .singleElement()
                .satisfies(hello -> assertThat(hello.seen())
                        .containsExactly(new TaskManagerMessage.SeenCheckpoint(A.job(), new CheckpointId(1))));
    }

    @Test
    void aTaskIsNotStartedBesideAnEarlierDeploymentOfIt() {
        bothRun();
        assertThat(hear(deploy(EPOCH, task(0, 2)))).containsExactly(new TaskManagerAction.CancelTask(A));
        assertThat(only(tell(new TaskManagerEvent.TaskCancelled(A)), TaskManagerAction.StartTask.class))
                .singleElement()
                .satisfies(start -> assertThat(start.task().task()).isEqualTo(task(0, 2)));
        assertThat(hear(deploy(EPOCH, A))).isEmpty();
    }

    @Test
    void onlyTheTasksThatAreNamedCommit() {
        bothRun();

        assertThat(hear(new LeaderMessage.CheckpointDecided(EPOCH, JOB, new CheckpointId(1), List.of(A, task(1, 9)))))
                .containsExactly(new TaskManagerAction.CommitUpTo(A, new CheckpointId(1)));
    }

    @Test
    void aTaskThatDoesNotStopTakesTheProcessWithIt() {
        bothRun();
        hear(new LeaderMessage.CancelTasks(EPOCH, List.of(A)));
        for (int second = 0; second < 9; second++) {
            hear(new LeaderMessage.LeaderHeartbeat(EPOCH));
            assertThat(only(after(1_000), TaskManagerAction.Exit.class)).isEmpty();
        }

        assertThat(only(after(1_000), TaskManagerAction.Exit.class)).hasSize(1);
    }

    @Test
    void cancellingWhatIsNotThereIsAnsweredAtOnce() {
        bothRun();

        assertThat(said(
                        hear(new LeaderMessage.CancelTasks(EPOCH, List.of(task(0, 9)))),
                        TaskManagerMessage.TaskStateChanged.class))
                .extracting(TaskManagerMessage.TaskStateChanged::report)
                .containsExactly(TaskReport.of(task(0, 9), TaskState.CANCELLED));
    }

    @Test
    void aJobThatHasEndedIsForgottenAndWhatIsLeftOfItStopped() {
        bothRun();
        tell(new TaskManagerEvent.TaskFinished(A));
        assertThat(hear(new LeaderMessage.JobEnded(EPOCH, JOB))).containsExactly(new TaskManagerAction.CancelTask(B));
        tell(new TaskManagerEvent.TaskCancelled(B));
        tell(new TaskManagerEvent.Disconnected(1));
        tell(new TaskManagerEvent.LeaderFound(EPOCH, "leader"));

        assertThat(said(tell(new TaskManagerEvent.Connected(2)), TaskManagerMessage.Hello.class)
                        .get(0)
                        .tasks())
                .isEmpty();
    }

    @Test
    void whatIsLeftOfAJobIsLetGoOfWhenItHasEndedAndItsLastTaskHasStopped() {
        bothRun();
        assertThat(only(tell(new TaskManagerEvent.TaskFinished(A)), TaskManagerAction.ForgetJob.class))
                .isEmpty();
        assertThat(only(hear(new LeaderMessage.JobEnded(EPOCH, JOB)), TaskManagerAction.ForgetJob.class))
                .isEmpty();

        assertThat(only(tell(new TaskManagerEvent.TaskCancelled(B)), TaskManagerAction.ForgetJob.class))
                .containsExactly(new TaskManagerAction.ForgetJob(JOB));
    }

    @Test
    void whatIsLeftOfAJobIsLetGoOfAtOnceIfNothingOfItRuns() {
        bothRun();
        tell(new TaskManagerEvent.TaskFinished(A));
        tell(new TaskManagerEvent.TaskFinished(B));

        assertThat(hear(new LeaderMessage.JobEnded(EPOCH, JOB))).containsExactly(new TaskManagerAction.ForgetJob(JOB));
    }
}
