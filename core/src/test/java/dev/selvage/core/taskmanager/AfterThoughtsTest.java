package dev.selvage.core.taskmanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.checkpoint.CheckpointKind;
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
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.plan.PlanBuilder;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AfterThoughtsTest {

    private static final LeaderEpoch EPOCH = new LeaderEpoch(4);
    private static final ExecutionPlan PLAN =
            new PlanBuilder(new JobId(0, 1), "job").vertex(2, 128, "source").build();
    private static final TaskId A = task(0);
    private static final TaskId B = task(1);
    private static final Failure REASON = Failure.of(ErrorCode.TASK_FAILED, "expected bread, but found cake");
    private static final Failure LOST = Failure.of(ErrorCode.NEIGHBOUR_LOST, "expected B, but found nobody");

    private final TaskManagerMachine machine = new TaskManagerMachine(
            new Peer(new TaskManagerId("me"), "me", 1), 2, new TaskManagerSettings(1_000, 5_000, 60_000, 10_000));
    private long now;

    private static TaskId task(int subtask) {
        return new TaskId(PLAN.job(), new SubtaskId(PlanBuilder.idOf("source"), subtask), new DeploymentNumber(1));
    }

    private Turn turn() {
        return new Turn(now, new SplittableRandom(1));
    }

    /** What the leader is told of tasks then. */
    private List<TaskReport> tell(TaskManagerEvent event) {
        return reports(machine.onMessage(event, turn()));
    }

    private List<TaskReport> after(long millis) {
        now += millis;
        return reports(machine.onWake(turn()));
    }

    private static List<TaskReport> reports(List<TaskManagerAction> actions) {
        return actions.stream()
                .filter(TaskManagerAction.Say.class::isInstance)
                .map(action -> ((TaskManagerAction.Say) action).message())
                .filter(TaskManagerMessage.TaskStateChanged.class::isInstance)
                .map(message -> ((TaskManagerMessage.TaskStateChanged) message).report())
                .toList();
    }

    @BeforeEach
    void bothAreDeployed() {
        machine.onWake(turn());
        tell(new TaskManagerEvent.LeaderFound(EPOCH, "leader"));
        tell(new TaskManagerEvent.Connected(1));
        List<TaskDeployment> tasks = Stream.of(A, B)
                .map(task -> new TaskDeployment(task, 0, Optional.empty()))
                .toList();
        tell(new TaskManagerEvent.Heard(1, new LeaderMessage.Deploy(EPOCH, PLAN, true, tasks, List.of(), List.of())));
    }

    @Test
    void whoeverHasOnlyLostANeighbourLetsItSpeakFirst() {
        assertThat(tell(new TaskManagerEvent.TaskFailed(A, LOST))).isEmpty();
        assertThat(tell(new TaskManagerEvent.TaskFailed(B, REASON))).containsExactly(TaskReport.failed(B, REASON));
        assertThat(tell(new TaskManagerEvent.Heard(1, new LeaderMessage.CancelTasks(EPOCH, List.of(A)))))
                .as("as soon as somebody asks")
                .containsExactly(TaskReport.failed(A, LOST));
        assertThat(after(300)).as("once").isEmpty();
    }

    @Test
    void whoeverHasLostANeighbourThatSaysNothingSaysSoItself() {
        tell(new TaskManagerEvent.TaskFailed(A, LOST));

        assertThat(machine.wakeAtMillis()).isEqualTo(now + 200);
        assertThat(after(200)).containsExactly(TaskReport.failed(A, LOST));
        assertThat(after(200)).isEmpty();
    }

    @Test
    void whoeverWasToldToStopIsWaitedForAndSaysAtOnceWhatBecameOfIt() {
        tell(new TaskManagerEvent.Heard(1, new LeaderMessage.CancelTasks(EPOCH, List.of(A))));

        assertThat(tell(new TaskManagerEvent.TaskFailed(A, LOST))).containsExactly(TaskReport.failed(A, LOST));
        assertThat(after(300)).isEmpty();
    }

    @Test
    void whoeverIsToTakeASnapshotMeanwhileSaysFirstThatItHasFailed() {
        tell(new TaskManagerEvent.TaskFailed(A, LOST));
        CheckpointOrder order =
                new CheckpointOrder(EPOCH, new CheckpointId(1), CheckpointKind.CHECKPOINT, 0, "/checkpoints/chk-1");

        assertThat(tell(new TaskManagerEvent.Heard(
                        1, new LeaderMessage.TriggerCheckpoint(EPOCH, PLAN.job(), order, List.of(A)))))
                .containsExactly(TaskReport.failed(A, LOST));
        assertThat(after(300)).as("once").isEmpty();
    }
}
