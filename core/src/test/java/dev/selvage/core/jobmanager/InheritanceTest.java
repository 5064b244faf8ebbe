package dev.selvage.core.jobmanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.checkpoint.CheckpointKind;
import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.checkpoint.Manifest;
import dev.selvage.core.checkpoint.Pointer;
import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.DeploymentNumber;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.jobmanager.checkpoints.CheckpointSettings;
import dev.selvage.core.jobmanager.lifecycle.JobStatus;
import dev.selvage.core.jobmanager.restart.RestartBackoff;
import dev.selvage.core.jobmanager.view.ClusterView;
import dev.selvage.core.jobmanager.view.JobView;
import dev.selvage.core.jobmanager.view.TaskPhase;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.core.loop.Turn;
import dev.selvage.core.message.LeaderMessage;
import dev.selvage.core.message.Peer;
import dev.selvage.core.message.TaskManagerMessage;
import dev.selvage.core.message.TaskReport;
import dev.selvage.core.message.TaskState;
import dev.selvage.core.plan.PlanBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a JobManager has to do with jobs that it cannot run, and with those that are over. */
class InheritanceTest {

    private static final LeaderEpoch EPOCH = new LeaderEpoch(3);
    private static final SessionSettings SETTINGS = new SessionSettings(1_000, 5_000, 3_000);
    private static final TaskId TASK = JobDriver.task("source", 0, 1);

    private JobManager manager = new JobManager(EPOCH, SETTINGS, new Inheritance(List.of(), List.of(JobDriver.JOB)));

    private List<JobManagerAction> tell(JobManagerEvent event) {
        return manager.onMessage(event, new Turn(0, new SplittableRandom(1)));
    }

    private List<JobManagerAction> hello() {
        return hello(1, List.of(TaskReport.of(TASK, TaskState.RUNNING)));
    }

    private List<JobManagerAction> hello(long connection, List<TaskReport> tasks) {
        return tell(new JobManagerEvent.Heard(
                connection,
                new TaskManagerMessage.Hello(EPOCH, new Peer(JobDriver.ONE, "one", 1), 2, tasks, List.of())));
    }

    private static JobManagerAction ended() {
        return endedOn(1);
    }

    private static JobManagerAction endedOn(long connection) {
        return new JobManagerAction.Send(connection, new LeaderMessage.JobEnded(EPOCH, JobDriver.JOB));
    }

    @Test
    void theTasksOfAJobThatCannotBeReadGoOnUntilItIsGivenUp() {
        assertThat(hello()).doesNotContain(ended());

        assertThat(tell(new JobManagerEvent.JobForgotten(JobDriver.JOB))).contains(ended());
        assertThat(hello()).as("nobody needs them any more").contains(ended());
    }

    /** One with a sink whose output shows up to its newest checkpoint, which is this one. */
    private static JobManagerEvent acceptedWith(CheckpointId newest) {
        return new JobManagerEvent.JobAccepted(
                new PlanBuilder(JobDriver.JOB, "job")
                        .sink(true, 1, 128, "source")
                        .build(),
                new JobSettings(
                        new CheckpointSettings(true, 1_000, 1_000, 0, 0, 2), new RestartBackoff.Strategy.None()),
                new JobPast(
                        "/checkpoints",
                        Optional.empty(),
                        new Pointer(JobDriver.JOB, EPOCH, List.of(new CheckpointReference(newest, "chk-7", 0))),
                        List.of(new Manifest(
                                JobDriver.JOB, newest, EPOCH, CheckpointKind.CHECKPOINT, 1_000, List.of())),
                        newest.next(),
                        Optional.empty()));
    }

    @Test
    void aJobThatIsSuspendedIsSetApartFromThenOn() {
        manager = new JobManager(EPOCH, SETTINGS, Inheritance.none());
        hello(1, List.of());
        tell(acceptedWith(new CheckpointId(7)));
        tell(new JobManagerEvent.ForJob(
                JobDriver.JOB, new JobEvent.DeploymentWritten(new DeploymentNumber(1), WriteOutcome.WRITTEN)));

        Failure damage = Failure.of(ErrorCode.STATE_DAMAGED, "wanted a file, found none");
        List<JobManagerAction> found = tell(new JobManagerEvent.Heard(
                1, new TaskManagerMessage.TaskStateChanged(EPOCH, TaskReport.failed(TASK, damage))));

        assertThat(found)
                .contains(new JobManagerAction.OfJob(JobDriver.JOB, new JobAction.StatusChanged(JobStatus.SUSPENDED)))
                .anyMatch(action -> action instanceof JobManagerAction.OfJob of
                        && of.action() instanceof JobAction.Suspended suspended
                        && suspended.reason().sentence().contains("wanted a file, found none"));
        assertThat(view().jobs()).isEmpty();
        assertThat(hello(2, List.of(TaskReport.of(TASK, TaskState.RUNNING)))).doesNotContain(endedOn(2));
        assertThat(tell(new JobManagerEvent.JobForgotten(JobDriver.JOB))).contains(endedOn(2));
    }

    private static JobManagerEvent accepted() {
        return new JobManagerEvent.JobAccepted(
                JobDriver.PLAN,
                new JobSettings(CheckpointSettings.disabled(1_000), new RestartBackoff.Strategy.None()),
                JobPast.none(JobDriver.JOB, EPOCH, "/checkpoints"));
    }

    @Test
    void aJobThatCannotBeReadIsNotBegunAnewBecauseItIsHandedInOnceMore() {
        tell(accepted());
        assertThat(manager.job(JobDriver.JOB)).isEmpty();

        tell(new JobManagerEvent.JobForgotten(JobDriver.JOB));
        tell(accepted());
        assertThat(manager.job(JobDriver.JOB)).as("it was given up").isPresent();
    }

    private ClusterView view() {
        return tell(new JobManagerEvent.ViewAsked(7, Optional.of(JobDriver.JOB))).stream()
                .filter(JobManagerAction.Show.class::isInstance)
                .map(JobManagerAction.Show.class::cast)
                .filter(show -> show.request() == 7)
                .map(JobManagerAction.Show::view)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aJobIsShownUntilItIsOverAndForgotten() {
        manager = new JobManager(EPOCH, SETTINGS, Inheritance.none());
        List<JobManagerAction> first = tell(accepted());
        assertThat(first)
                .contains(new JobManagerAction.OfJob(JobDriver.JOB, new JobAction.StatusChanged(JobStatus.STARTING)));
        JobView waiting = view().jobs().get(0);
        assertThat(waiting.counts().keySet()).containsExactly(TaskPhase.WAITING);
        assertThat(waiting.everDeployed()).isFalse();
        assertThat(waiting.tasks()).hasSameSizeAs(JobDriver.PLAN.subtasks());

        tell(new JobManagerEvent.JobForgotten(JobDriver.JOB));
        assertThat(view().jobs()).as("it is not over").hasSize(1);

        tell(new JobManagerEvent.ForJob(JobDriver.JOB, new JobEvent.CancelAsked()));
        tell(new JobManagerEvent.ForJob(JobDriver.JOB, new JobEvent.ResultWritten(WriteOutcome.WRITTEN)));
        assertThat(view().jobs().get(0).status()).isEqualTo(JobStatus.CANCELLED);
        tell(new JobManagerEvent.JobForgotten(JobDriver.JOB));
        assertThat(view().jobs()).isEmpty();
    }

    @Test
    void taskManagersAreShownWithTheirSlots() {
        hello();
        assertThat(view().taskManagers()).singleElement().satisfies(shown -> {
            assertThat(shown.connected()).isTrue();
            assertThat(Map.of("slots", shown.slots(), "free", shown.free())).isEqualTo(Map.of("slots", 2, "free", 2));
        });
        tell(new JobManagerEvent.Disconnected(1));
        assertThat(view().taskManagers().get(0).connected()).isFalse();
        assertThat(tell(new JobManagerEvent.JobForgotten(new JobId(5, 5)))).isEmpty();
    }
}
