package dev.selvage.core.jobmanager;

import static dev.selvage.core.jobmanager.JobDriver.ONE;
import static dev.selvage.core.jobmanager.JobDriver.PAUSE;
import static dev.selvage.core.jobmanager.JobDriver.TWO;
import static dev.selvage.core.jobmanager.JobDriver.only;
import static dev.selvage.core.jobmanager.JobDriver.region;
import static dev.selvage.core.jobmanager.JobDriver.said;
import static dev.selvage.core.jobmanager.JobDriver.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.checkpoint.CheckpointKind;
import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.checkpoint.Manifest;
import dev.selvage.core.checkpoint.Pointer;
import dev.selvage.core.checkpoint.TaskRestore;
import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.jobmanager.lifecycle.JobStatus;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.core.message.LeaderMessage;
import dev.selvage.core.message.TaskDeployment;
import dev.selvage.core.message.TaskReport;
import dev.selvage.core.message.TaskState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobMachineTest {

    private final JobDriver job = new JobDriver(2);

    @Test
    void nothingIsToldToRunBeforeItsDeploymentIsRecorded() {
        assertThat(job.wake()).containsExactly(new JobAction.WantSlots(2));
        List<JobAction> first = job.hello(ONE);

        assertThat(only(first, JobAction.WriteDeployment.class)).hasSize(1);
        assertThat(only(first, JobAction.Say.class)).isEmpty();
        assertThat(job.recorded(1, WriteOutcome.UNKNOWN)).isEmpty();
        assertThat(only(job.after(600), JobAction.WriteDeployment.class)).hasSize(1);
        assertThat(said(job.recorded(1, WriteOutcome.WRITTEN), ONE, LeaderMessage.Deploy.class))
                .singleElement()
                .satisfies(deploy -> assertThat(deploy.tasks())
                        .extracting(TaskDeployment::task)
                        .containsExactlyInAnyOrderElementsOf(region(0, 1)));
        assertThat(job.machine.status()).isEqualTo(JobStatus.STARTING);
    }

    @Test
    void aFailedTaskTakesItsRegionAlongAndNobodyElse() {
        job.running();
        assertThat(job.machine.status()).isEqualTo(JobStatus.RUNNING);

        List<JobAction> failed = job.report(ONE, task("source", 0, 1), TaskState.FAILED);
        assertThat(said(failed, ONE, LeaderMessage.CancelTasks.class))
                .singleElement()
                .satisfies(cancel -> assertThat(cancel.tasks()).containsExactly(task("sink", 0, 1)));
        assertThat(said(failed, TWO, LeaderMessage.class)).isEmpty();
        job.report(ONE, task("sink", 0, 1), TaskState.CANCELLED);
        assertThat(job.machine.wakeAtMillis()).isEqualTo(PAUSE);
        assertThat(only(job.after(PAUSE), JobAction.WriteDeployment.class))
                .singleElement()
                .satisfies(write -> assertThat(write.record().tasks()).hasSize(4));
        assertThat(said(job.recorded(3, WriteOutcome.WRITTEN), ONE, LeaderMessage.Deploy.class))
                .singleElement()
                .satisfies(deploy -> assertThat(deploy.tasks())
                        .extracting(TaskDeployment::task)
                        .containsExactlyInAnyOrderElementsOf(region(0, 3)));
    }

    @Test
    void noRestorePointIsChosenWhileThePointersFateIsUnknown() {
        job.running();
        job.after(JobDriver.INTERVAL);
        job.acknowledge(1, 1, 2, false);
        job.manifest(1);
        job.pointer(1, WriteOutcome.UNKNOWN);
        job.report(ONE, task("source", 0, 1), TaskState.FAILED);
        job.report(ONE, task("sink", 0, 1), TaskState.CANCELLED);

        assertThat(only(job.after(PAUSE), JobAction.WriteDeployment.class)).isEmpty();
        assertThat(only(job.after(500), JobAction.WritePointer.class)).hasSize(1);
        List<JobAction> decided = job.pointer(1, WriteOutcome.WRITTEN);
        assertThat(said(decided, TWO, LeaderMessage.CheckpointDecided.class)).hasSize(1);
        assertThat(only(decided, JobAction.WriteDeployment.class)).hasSize(1);
        assertThat(said(job.recorded(3, WriteOutcome.WRITTEN), ONE, LeaderMessage.Deploy.class)
                        .get(0)
                        .tasks())
                .allSatisfy(deployed -> assertThat(deployed.restore().map(TaskRestore::checkpoint))
                        .isEqualTo(Optional.of(new CheckpointId(1))));
    }

    @Test
    void cancellingWaitsForAPointerOnItsWayAndItsCommitsComeFirst() {
        job.running();
        job.after(JobDriver.INTERVAL);
        job.acknowledge(1, 1, 2, false);
        job.manifest(1);

        assertThat(job.tell(new JobEvent.CancelAsked())).isEmpty();
        List<JobAction> decided = job.pointer(1, WriteOutcome.WRITTEN);
        assertThat(said(decided, ONE, LeaderMessage.class))
                .hasExactlyElementsOfTypes(LeaderMessage.CheckpointDecided.class, LeaderMessage.CancelTasks.class);
        region(0, 1).forEach(task -> job.report(ONE, task, TaskState.CANCELLED));
        job.report(TWO, task("source", 1, 2), TaskState.CANCELLED);
        assertThat(only(job.report(TWO, task("sink", 1, 2), TaskState.CANCELLED), JobAction.WriteResult.class))
                .hasSize(1);
        assertThat(job.machine.status()).isEqualTo(JobStatus.ENDING);
        assertThat(only(job.tell(new JobEvent.ResultWritten(WriteOutcome.WRITTEN)), JobAction.Ended.class))
                .singleElement()
                .satisfies(ended -> assertThat(ended.result().status()).isEqualTo(JobStatus.CANCELLED));
    }

    @Test
    void whatALostTaskManagerRanStartsElsewhereOnceThereIsRoom() {
        job.running();
        List<JobAction> lost = job.tell(new JobEvent.TaskManagerLost(
                TWO, Failure.of(ErrorCode.TASK_MANAGER_LOST, "expected two, but found nobody")));

        assertThat(lost).contains(new JobAction.WantSlots(1));
        assertThat(only(job.after(PAUSE), JobAction.WriteDeployment.class)).isEmpty();
        assertThat(job.machine.wakeAtMillis()).isGreaterThan(job.now);
        assertThat(only(job.hello(TWO), JobAction.WriteDeployment.class)).hasSize(1);
    }

    @Test
    void aJobThatFailsOnceTooOftenStopsAndSaysWhy() {
        JobDriver fragile = new JobDriver(0).running();
        List<JobAction> failed = fragile.report(ONE, task("source", 0, 1), TaskState.FAILED);

        assertThat(said(failed, TWO, LeaderMessage.CancelTasks.class)).hasSize(1);
        assertThat(fragile.machine.status()).isEqualTo(JobStatus.FAILING);
        fragile.report(ONE, task("sink", 0, 1), TaskState.CANCELLED);
        region(1, 2).forEach(task -> fragile.report(TWO, task, TaskState.CANCELLED));
        fragile.tell(new JobEvent.ResultWritten(WriteOutcome.WRITTEN));
        assertThat(fragile.machine.status()).isEqualTo(JobStatus.FAILED);
        assertThat(fragile.machine.result().orElseThrow().reason().orElseThrow().sentence())
                .isEqualTo("expected bread, but found cake");
    }

    @Test
    void aTaskManagerThatComesBackWithoutATaskHasLostItsRegion() {
        job.running();
        job.tell(new JobEvent.Disconnected(ONE));
        List<JobAction> back = job.hello(ONE, TaskReport.of(task("source", 0, 1), TaskState.RUNNING));

        assertThat(said(back, ONE, LeaderMessage.CancelTasks.class).get(0).tasks())
                .containsExactly(task("source", 0, 1));
    }

    @Test
    void aTaskManagerThatComesBackWithItsTasksGoesOnAsIfNothingHadBeen() {
        job.running();
        job.tell(new JobEvent.Disconnected(ONE));
        assertThat(only(job.after(JobDriver.INTERVAL), JobAction.Say.class)).isEmpty();
        List<JobAction> back = job.hello(
                ONE,
                TaskReport.of(task("source", 0, 1), TaskState.RUNNING),
                TaskReport.of(task("sink", 0, 1), TaskState.RUNNING));

        assertThat(said(back, ONE, LeaderMessage.CancelTasks.class)).isEmpty();
        assertThat(job.machine.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(said(job.after(JobDriver.INTERVAL), ONE, LeaderMessage.TriggerCheckpoint.class))
                .hasSize(1);
    }

    /** The trigger may have been lost on its way there, and barriers of others not: tasks would wait for the rest of them. */
    @Test
    void aTaskManagerThatComesBackHearsOfTheCheckpointThatWasGivenUpMeanwhile() {
        job.running();
        job.after(JobDriver.INTERVAL);
        job.tell(new JobEvent.Disconnected(ONE));
        List<JobAction> back = job.hello(
                ONE,
                TaskReport.of(task("source", 0, 1), TaskState.RUNNING),
                TaskReport.of(task("sink", 0, 1), TaskState.RUNNING));

        assertThat(said(back, ONE, LeaderMessage.CheckpointAborted.class))
                .singleElement()
                .satisfies(told -> assertThat(told.checkpoint()).isEqualTo(new CheckpointId(1)));
        assertThat(said(back, TWO, LeaderMessage.CheckpointAborted.class)).isEmpty();
    }

    @Test
    void beforeACheckpointIsDueItIsAnnouncedToItsTasksAndItsManifestIsPrepared() {
        job.running();
        job.after(JobDriver.INTERVAL - 151);

        List<JobAction> announced = job.after(1);

        assertThat(said(announced, ONE, LeaderMessage.AnnounceCheckpoint.class)).hasSize(1);
        assertThat(said(announced, TWO, LeaderMessage.AnnounceCheckpoint.class)).hasSize(1);
        assertThat(only(announced, JobAction.PrepareManifest.class)).hasSize(1);
        assertThat(said(job.after(150), ONE, LeaderMessage.TriggerCheckpoint.class))
                .hasSize(1);
    }

    @Test
    void aTaskOfAnotherDeploymentIsToldToStop() {
        job.running();

        assertThat(said(job.report(ONE, task("source", 0, 9), TaskState.RUNNING), ONE, LeaderMessage.CancelTasks.class))
                .hasSize(1);
        assertThat(job.report(ONE, task("source", 0, 9), TaskState.CANCELLED)).isEmpty();
    }

    @Test
    void aJobThatStopsWithASavepointCommitsAndIsFinished() {
        job.running();
        job.tell(new JobEvent.SavepointAsked("/savepoints/1", true));
        job.acknowledge(1, 1, 2, false);
        job.manifest(1);

        List<JobAction> decided = job.pointer(1, WriteOutcome.WRITTEN);

        assertThat(only(decided, JobAction.SavepointDone.class)).hasSize(1);
        assertThat(said(decided, ONE, LeaderMessage.class))
                .hasExactlyElementsOfTypes(LeaderMessage.CheckpointDecided.class, LeaderMessage.CancelTasks.class);
        region(0, 1).forEach(task -> job.report(ONE, task, TaskState.CANCELLED));
        job.report(TWO, task("source", 1, 2), TaskState.CANCELLED);
        assertThat(only(job.report(TWO, task("sink", 1, 2), TaskState.CANCELLED), JobAction.WriteResult.class))
                .singleElement()
                .satisfies(write -> assertThat(write.result().status()).isEqualTo(JobStatus.FINISHED));
    }

    @Test
    void whateverFailsBeforeItHasCommittedTheLastSavepointStartsOnceMore() {
        job.running();
        job.tell(new JobEvent.SavepointAsked("/savepoints/1", true));
        job.acknowledge(1, 1, 2, false);
        job.manifest(1);
        job.pointer(1, WriteOutcome.WRITTEN);
        region(1, 2).forEach(task -> job.report(TWO, task, TaskState.CANCELLED));
        job.report(ONE, task("source", 0, 1), TaskState.CANCELLED);

        List<JobAction> failed = job.report(ONE, task("sink", 0, 1), TaskState.FAILED);

        assertThat(only(failed, JobAction.WriteDeployment.class)).hasSize(1);
        assertThat(said(job.recorded(3, WriteOutcome.WRITTEN), ONE, LeaderMessage.Deploy.class))
                .singleElement()
                .satisfies(deploy -> assertThat(deploy.tasks())
                        .hasSize(2)
                        .allSatisfy(task -> assertThat(task.restore().map(TaskRestore::checkpoint))
                                .contains(new CheckpointId(1))));
        job.report(ONE, task("source", 0, 3), TaskState.RUNNING);
        assertThat(said(job.report(ONE, task("sink", 0, 3), TaskState.RUNNING), ONE, LeaderMessage.CancelTasks.class))
                .hasSize(1);
        job.report(ONE, task("source", 0, 3), TaskState.CANCELLED);
        assertThat(only(job.report(ONE, task("sink", 0, 3), TaskState.FAILED), JobAction.WriteResult.class))
                .as("what runs has committed what it began with, whatever becomes of it then")
                .singleElement()
                .satisfies(write -> assertThat(write.result().status()).isEqualTo(JobStatus.FINISHED));
    }

    @Test
    void theNextLeaderOfAJobThatStopsCommitsAndEndsAndDecidesNothing() {
        CheckpointId last = new CheckpointId(7);
        Manifest savepoint =
                new Manifest(JobDriver.JOB, last, new LeaderEpoch(2), CheckpointKind.SAVEPOINT, 1_000, List.of());
        JobDriver next = JobDriver.goingOnFrom(new JobPast(
                "/checkpoints",
                Optional.empty(),
                new Pointer(
                        JobDriver.JOB,
                        new LeaderEpoch(2),
                        List.of(new CheckpointReference(last, "/savepoints/1/_metadata", 0))),
                List.of(savepoint),
                last.next(),
                Optional.empty()));

        assertThat(only(next.tell(new JobEvent.SavepointAsked("/savepoints/2")), JobAction.SavepointFailed.class))
                .hasSize(1);
        next.running();
        assertThat(next.machine.wakeAtMillis()).isEqualTo(Long.MAX_VALUE);
        region(0, 1).forEach(task -> next.report(ONE, task, TaskState.CANCELLED));
        next.report(TWO, task("source", 1, 2), TaskState.CANCELLED);
        assertThat(only(next.report(TWO, task("sink", 1, 2), TaskState.CANCELLED), JobAction.WriteResult.class))
                .singleElement()
                .satisfies(write -> assertThat(write.result().status()).isEqualTo(JobStatus.FINISHED));
    }

    @Test
    void aSavepointOfAJobThatStopsIsRefusedAtOnce() {
        job.running();
        job.tell(new JobEvent.CancelAsked());

        assertThat(only(job.tell(new JobEvent.SavepointAsked("/savepoints")), JobAction.SavepointFailed.class))
                .hasSize(1);
    }

    @Test
    void withoutCheckpointsARestartBeginsAtTheBeginningAndTasksFinishByThemselves() {
        JobDriver plain = JobDriver.withoutCheckpoints().running();
        assertThat(plain.machine.wakeAtMillis()).isEqualTo(Long.MAX_VALUE);
        plain.report(ONE, task("source", 0, 1), TaskState.FAILED);
        plain.report(ONE, task("sink", 0, 1), TaskState.CANCELLED);
        plain.after(PAUSE);
        LeaderMessage.Deploy deploy = said(plain.recorded(3, WriteOutcome.WRITTEN), ONE, LeaderMessage.Deploy.class)
                .get(0);
        assertThat(deploy.checkpointing()).isFalse();
        assertThat(deploy.tasks())
                .allSatisfy(deployed -> assertThat(deployed.restore()).isEmpty());
        region(0, 3).forEach(task -> plain.report(ONE, task, TaskState.FINISHED));
        region(1, 2).forEach(task -> plain.report(TWO, task, TaskState.FINISHED));
        assertThat(plain.machine.status()).isEqualTo(JobStatus.ENDING);
    }

    @Test
    void aJobIsFinishedWhenEveryTaskHasCommittedItsLastCheckpoint() {
        job.running();
        region(0, 1).forEach(task -> job.report(ONE, task, TaskState.END_OF_INPUT));
        job.report(TWO, task("source", 1, 2), TaskState.END_OF_INPUT);
        assertThat(said(
                        job.report(TWO, task("sink", 1, 2), TaskState.END_OF_INPUT),
                        TWO,
                        LeaderMessage.TriggerCheckpoint.class))
                .hasSize(1);
        job.acknowledge(1, 1, 2, true);
        job.manifest(1);
        job.pointer(1, WriteOutcome.WRITTEN);
        region(0, 1).forEach(task -> job.report(ONE, task, TaskState.FINISHED));
        job.report(TWO, task("source", 1, 2), TaskState.FINISHED);
        assertThat(job.machine.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(only(job.report(TWO, task("sink", 1, 2), TaskState.FINISHED), JobAction.WriteResult.class))
                .hasSize(1);
        job.tell(new JobEvent.ResultWritten(WriteOutcome.UNKNOWN));
        assertThat(only(job.after(500), JobAction.WriteResult.class)).hasSize(1);
        List<JobAction> ended = job.tell(new JobEvent.ResultWritten(WriteOutcome.WRITTEN));
        assertThat(said(ended, ONE, LeaderMessage.JobEnded.class)).hasSize(1);
        assertThat(job.machine.status()).isEqualTo(JobStatus.FINISHED);
    }
}
