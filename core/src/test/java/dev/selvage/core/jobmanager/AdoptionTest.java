package dev.selvage.core.jobmanager;

import static dev.selvage.core.jobmanager.JobDriver.INTERVAL;
import static dev.selvage.core.jobmanager.JobDriver.JOB;
import static dev.selvage.core.jobmanager.JobDriver.ONE;
import static dev.selvage.core.jobmanager.JobDriver.PAUSE;
import static dev.selvage.core.jobmanager.JobDriver.TWO;
import static dev.selvage.core.jobmanager.JobDriver.only;
import static dev.selvage.core.jobmanager.JobDriver.region;
import static dev.selvage.core.jobmanager.JobDriver.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.checkpoint.Pointer;
import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.DeploymentNumber;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.jobmanager.deployment.DeploymentRecord;
import dev.selvage.core.jobmanager.deployment.TaskLocation;
import dev.selvage.core.jobmanager.lifecycle.JobStatus;
import dev.selvage.core.jobmanager.slots.Slot;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.core.message.LeaderMessage;
import dev.selvage.core.message.Peer;
import dev.selvage.core.message.TaskManagerMessage;
import dev.selvage.core.message.TaskManagerMessage.SeenCheckpoint;
import dev.selvage.core.message.TaskReport;
import dev.selvage.core.message.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the next leader makes of what the one before had deployed: region 0 at one TaskManager, region 1 at the other. */
class AdoptionTest {

    private final JobDriver next = JobDriver.goingOnFrom(new JobPast(
            "/checkpoints",
            Optional.empty(),
            Pointer.none(JOB, new LeaderEpoch(2)),
            List.of(),
            new CheckpointId(5),
            Optional.of(new DeploymentRecord(
                    JOB,
                    new LeaderEpoch(2),
                    new DeploymentNumber(4),
                    Optional.empty(),
                    recorded(),
                    List.of(peer(ONE), peer(TWO))))));

    private static Peer peer(TaskManagerId taskManager) {
        return new Peer(taskManager, taskManager.name(), 1);
    }

    private static List<TaskLocation> recorded() {
        List<TaskLocation> recorded = new ArrayList<>();
        region(0, 3).forEach(task -> recorded.add(new TaskLocation(task, new Slot(ONE, 1))));
        region(1, 4).forEach(task -> recorded.add(new TaskLocation(task, new Slot(TWO, 0))));
        return recorded;
    }

    /** A TaskManager of two slots comes to the new leader, with these tasks in this state. */
    private List<JobAction> hello(TaskManagerId from, TaskState state, List<TaskId> tasks, SeenCheckpoint... seen) {
        return next.hear(
                from,
                new TaskManagerMessage.Hello(
                        JobDriver.EPOCH,
                        peer(from),
                        2,
                        tasks.stream().map(task -> TaskReport.of(task, state)).toList(),
                        List.of(seen)));
    }

    private static void assertNothingIsTouched(List<JobAction> actions) {
        assertThat(actions)
                .noneMatch(action -> action instanceof JobAction.WriteDeployment
                        || (action instanceof JobAction.Say say
                                && (say.message() instanceof LeaderMessage.CancelTasks
                                        || say.message() instanceof LeaderMessage.Deploy)));
    }

    @Test
    void whatRunsIsLeftAlone() {
        List<JobAction> actions = new ArrayList<>(next.wake());
        assertThat(next.machine.awaited()).containsExactly(peer(ONE), peer(TWO));
        actions.addAll(hello(ONE, TaskState.RUNNING, region(0, 3)));
        assertThat(next.machine.status()).isEqualTo(JobStatus.STARTING);
        actions.addAll(hello(TWO, TaskState.RUNNING, region(1, 4)));

        assertThat(next.machine.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(next.machine.awaited()).isEmpty();
        actions.addAll(next.after(INTERVAL));
        assertNothingIsTouched(actions);
        assertThat(said(actions, ONE, LeaderMessage.TriggerCheckpoint.class))
                .singleElement()
                .satisfies(trigger -> {
                    assertThat(trigger.order().checkpoint()).isEqualTo(new CheckpointId(5));
                    assertThat(trigger.tasks()).containsExactlyInAnyOrderElementsOf(region(0, 3));
                });
    }

    @Test
    void aCheckpointThatTasksHaveHeardOfIsNotBegunAgain() {
        hello(ONE, TaskState.RUNNING, region(0, 3), new SeenCheckpoint(JOB, new CheckpointId(8)));
        hello(TWO, TaskState.RUNNING, region(1, 4), new SeenCheckpoint(JOB, new CheckpointId(7)));

        assertThat(said(next.after(INTERVAL), TWO, LeaderMessage.TriggerCheckpoint.class))
                .singleElement()
                .satisfies(trigger -> assertThat(trigger.order().checkpoint()).isEqualTo(new CheckpointId(9)));
    }

    @Test
    void whatWasRecordedAndNeverToldStartsAgain() {
        hello(TWO, TaskState.RUNNING, region(1, 4));
        hello(ONE, TaskState.RUNNING, List.of());

        List<JobAction> again = next.after(PAUSE);
        assertThat(only(again, JobAction.WriteDeployment.class))
                .singleElement()
                .satisfies(write -> assertThat(write.record().deployment()).isEqualTo(new DeploymentNumber(5)));
        List<JobAction> deployed = next.recorded(5, WriteOutcome.WRITTEN);
        assertThat(said(deployed, ONE, LeaderMessage.Deploy.class))
                .singleElement()
                .satisfies(deploy -> assertThat(deploy.tasks())
                        .hasSize(2)
                        .allSatisfy(task -> assertThat(task.slot())
                                .as("the slot that was theirs")
                                .isEqualTo(1)));
        assertThat(said(deployed, TWO, LeaderMessage.Deploy.class)).isEmpty();
    }

    @Test
    void whoStaysAwayLosesItsRegionAndNoOther() {
        hello(ONE, TaskState.RUNNING, region(0, 3));
        List<JobAction> lost = next.tell(new JobEvent.TaskManagerLost(
                TWO, Failure.of(ErrorCode.TASK_MANAGER_LOST, "expected it to come back, but it has not")));
        assertThat(said(lost, ONE, LeaderMessage.CancelTasks.class)).isEmpty();

        next.after(PAUSE);
        List<JobAction> deployed = next.recorded(5, WriteOutcome.WRITTEN);
        assertThat(said(deployed, ONE, LeaderMessage.Deploy.class))
                .singleElement()
                .satisfies(deploy -> assertThat(deploy.tasks())
                        .allSatisfy(task -> assertThat(task.slot()).isZero())
                        .extracting(task -> task.task())
                        .containsExactlyInAnyOrderElementsOf(region(1, 5)));
    }

    @Test
    void tasksOfADeploymentThatWasReplacedAreStopped() {
        List<TaskId> found = new ArrayList<>(region(0, 3));
        found.addAll(region(1, 2));

        assertThat(said(hello(ONE, TaskState.RUNNING, found), ONE, LeaderMessage.CancelTasks.class))
                .flatExtracting(LeaderMessage.CancelTasks::tasks)
                .containsExactlyInAnyOrderElementsOf(region(1, 2));
    }

    @Test
    void whatTheLeaderBeforeWasStoppingStartsAgainOnceItHasStopped() {
        hello(TWO, TaskState.RUNNING, region(1, 4));
        assertNothingIsTouched(hello(ONE, TaskState.CANCELLING, region(0, 3)));
        region(0, 3).forEach(task -> next.report(ONE, task, TaskState.CANCELLED));

        assertThat(only(next.after(PAUSE), JobAction.WriteDeployment.class)).hasSize(1);
    }

    @Test
    void aJobThatIsToStopAlsoStopsWhatIsHeardOfLater() {
        next.tell(new JobEvent.CancelAsked());
        assertThat(said(hello(ONE, TaskState.RUNNING, region(0, 3)), ONE, LeaderMessage.CancelTasks.class))
                .singleElement()
                .satisfies(cancel -> assertThat(cancel.tasks()).containsExactlyInAnyOrderElementsOf(region(0, 3)));
    }

    @Test
    void whatHasFinishedStaysFinished() {
        List<JobAction> actions = new ArrayList<>(hello(ONE, TaskState.FINISHED, region(0, 3)));
        actions.addAll(hello(TWO, TaskState.FINISHED, region(1, 4)));

        assertNothingIsTouched(actions);
        assertThat(only(actions, JobAction.WriteResult.class))
                .singleElement()
                .satisfies(write -> assertThat(write.result().status()).isEqualTo(JobStatus.FINISHED));
    }

    @Test
    void aRecordSaysHowToFindOutAboutTasksThatFinishedWhereNobodyIsAnyMore() {
        JobDriver job = JobDriver.withoutCheckpoints().running();
        region(0, 1).forEach(task -> job.report(ONE, task, TaskState.FINISHED));
        job.tell(new JobEvent.TaskManagerLost(ONE, Failure.of(ErrorCode.TASK_MANAGER_LOST, "it was killed")));
        job.report(TWO, region(1, 2).get(0), TaskState.FAILED);
        job.report(TWO, region(1, 2).get(1), TaskState.CANCELLED);

        assertThat(only(job.after(PAUSE), JobAction.WriteDeployment.class))
                .singleElement()
                .satisfies(write -> assertThat(write.record().taskManagers()).containsExactly(peer(ONE), peer(TWO)));
    }
}
