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
import dev.selvage.core.checkpoint.TaskRestore;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.jobmanager.lifecycle.JobStatus;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.core.message.LeaderMessage;
import dev.selvage.core.message.TaskState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A job whose newest checkpoint turns out to be damaged when tasks read it. */
class DamagedCheckpointTest {

    private final JobDriver plain = new JobDriver(1);
    private final JobDriver twoPhase = JobDriver.withTwoPhaseSinks();

    /** Region 0 of a job with checkpoints 1 and 2 has failed, and starts again in this deployment. */
    private static void restartWithTwoCheckpoints(JobDriver job) {
        job.running();
        job.decide(1, 1, 2);
        job.decide(2, 1, 2);
        job.report(ONE, task("source", 0, 1), TaskState.FAILED);
        job.report(ONE, task("sink", 0, 1), TaskState.CANCELLED);
        job.after(PAUSE);
        assertThat(restored(job, 3)).contains(new CheckpointId(2));
    }

    /** With which checkpoint region 0 begins in this deployment. */
    private static Optional<CheckpointId> restored(JobDriver job, long deployment) {
        List<LeaderMessage.Deploy> deploys =
                said(job.recorded(deployment, WriteOutcome.WRITTEN), ONE, LeaderMessage.Deploy.class);
        assertThat(deploys).hasSize(1);
        return deploys.get(0).tasks().get(0).restore().map(TaskRestore::checkpoint);
    }

    @Test
    void withoutTwoPhaseSinksTheRegionGoesBackToTheCheckpointBefore() {
        restartWithTwoCheckpoints(plain);

        List<JobAction> found = plain.damaged(ONE, task("source", 0, 3));
        assertThat(only(found, JobAction.Failed.class)).singleElement().satisfies(failed -> {
            assertThat(failed.reason().sentence())
                    .isEqualTo("wanted /checkpoints/file, found nothing. The job goes back to chk-1.");
            assertThat(failed.restartsInMillis())
                    .as("no attempt of those that are left")
                    .isEqualTo(OptionalLong.of(0));
        });
        assertThat(said(found, TWO, LeaderMessage.class)).isEmpty();
        assertThat(only(plain.report(ONE, task("sink", 0, 3), TaskState.CANCELLED), JobAction.WriteDeployment.class))
                .hasSize(1);
        assertThat(restored(plain, 4)).contains(new CheckpointId(1));
        plain.run(ONE, region(0, 4));
        assertThat(plain.machine.status()).isEqualTo(JobStatus.RUNNING);
    }

    @Test
    void theNextCheckpointTakesThePlaceOfTheDamagedOneAndKeepsTheSoundOne() {
        restartWithTwoCheckpoints(plain);
        plain.damaged(ONE, task("source", 0, 3));
        plain.report(ONE, task("sink", 0, 3), TaskState.CANCELLED);
        plain.recorded(4, WriteOutcome.WRITTEN);
        plain.run(ONE, region(0, 4));

        plain.after(JobDriver.INTERVAL);
        plain.acknowledge(3, 4, 2, false);
        List<JobAction> written = plain.manifest(3);
        assertThat(only(written, JobAction.WritePointer.class))
                .singleElement()
                .satisfies(write -> assertThat(write.pointer().retained())
                        .extracting(CheckpointReference::checkpoint)
                        .containsExactly(new CheckpointId(3), new CheckpointId(1)));
        assertThat(only(plain.pointer(3, WriteOutcome.WRITTEN), JobAction.DeleteCheckpoint.class))
                .as("whoever wants to know what happened to it finds it")
                .isEmpty();
    }

    @Test
    void whatTwoTasksFindOutOneAfterTheOtherIsOneDamage() {
        restartWithTwoCheckpoints(plain);
        plain.damaged(ONE, task("source", 0, 3));
        plain.damaged(ONE, task("sink", 0, 3));

        assertThat(restored(plain, 4)).contains(new CheckpointId(1));
        assertThat(plain.machine.status()).isEqualTo(JobStatus.STARTING);
    }

    @Test
    void whereNoneIsLeftTheJobIsSuspended() {
        restartWithTwoCheckpoints(plain);
        plain.damaged(ONE, task("source", 0, 3));
        plain.damaged(ONE, task("sink", 0, 3));
        plain.recorded(4, WriteOutcome.WRITTEN);
        plain.damaged(ONE, task("source", 0, 4));

        assertThat(plain.machine.status()).isEqualTo(JobStatus.SUSPENDING);
    }

    @Test
    void withTwoPhaseSinksAllOfItStopsAndAPersonDecides() {
        restartWithTwoCheckpoints(twoPhase);

        List<JobAction> found = twoPhase.damaged(ONE, task("source", 0, 3));
        assertThat(only(found, JobAction.Failed.class))
                .singleElement()
                .satisfies(failed -> assertThat(failed.restartsInMillis()).isEmpty());
        assertThat(said(found, TWO, LeaderMessage.CancelTasks.class)).hasSize(1);
        assertThat(twoPhase.machine.status()).isEqualTo(JobStatus.SUSPENDING);
        assertThat(only(twoPhase.tell(new JobEvent.SavepointAsked("/savepoints")), JobAction.SavepointFailed.class))
                .hasSize(1);
        twoPhase.report(ONE, task("sink", 0, 3), TaskState.CANCELLED);
        twoPhase.report(TWO, task("source", 1, 2), TaskState.CANCELLED);
        List<JobAction> last = twoPhase.report(TWO, task("sink", 1, 2), TaskState.CANCELLED);

        assertThat(only(last, JobAction.WriteResult.class)).isEmpty();
        assertThat(only(last, JobAction.Suspended.class))
                .singleElement()
                .satisfies(suspended -> assertThat(suspended.reason().sentence())
                        .startsWith(
                                "expected to restore from chk-2, but a task could not (wanted /checkpoints/file, found nothing.). The")
                        .contains("an older checkpoint would repeat output"));
        assertThat(twoPhase.machine.status()).isEqualTo(JobStatus.SUSPENDED);
    }

    @Test
    void whatWasAskedForIsRefusedBeforeNobodyListensAnyMore() {
        restartWithTwoCheckpoints(twoPhase);
        twoPhase.report(TWO, task("source", 1, 2), TaskState.FAILED);
        twoPhase.report(TWO, task("sink", 1, 2), TaskState.CANCELLED);
        twoPhase.report(ONE, task("sink", 0, 3), TaskState.FINISHED);
        twoPhase.tell(new JobEvent.SavepointAsked("/savepoints"));

        List<JobAction> last = twoPhase.damaged(ONE, task("source", 0, 3));
        assertThat(last).last().isInstanceOf(JobAction.Suspended.class);
        assertThat(only(last, JobAction.SavepointFailed.class)).hasSize(1);
    }

    @Test
    void whoeverCancelsWhatIsBeingSuspendedIsHeard() {
        restartWithTwoCheckpoints(twoPhase);
        twoPhase.damaged(ONE, task("source", 0, 3));
        twoPhase.tell(new JobEvent.CancelAsked());
        twoPhase.report(ONE, task("sink", 0, 3), TaskState.CANCELLED);
        twoPhase.report(TWO, task("source", 1, 2), TaskState.CANCELLED);

        assertThat(only(twoPhase.report(TWO, task("sink", 1, 2), TaskState.CANCELLED), JobAction.WriteResult.class))
                .singleElement()
                .satisfies(write -> assertThat(write.result().status()).isEqualTo(JobStatus.CANCELLED));
    }

    @Test
    void storageThatDoesNotAnswerIsARestartLikeAnyOther() {
        JobDriver patient = new JobDriver(3);
        restartWithTwoCheckpoints(patient);
        patient.report(ONE, task("source", 0, 3), TaskState.FAILED);
        patient.report(ONE, task("sink", 0, 3), TaskState.CANCELLED);
        patient.after(PAUSE);

        assertThat(restored(patient, 4)).contains(new CheckpointId(2));
    }

    @Test
    void aJobThatCannotReadWhatItWasToStartFromHasFailed() {
        Manifest savepoint = new Manifest(
                JobDriver.JOB, new CheckpointId(7), new LeaderEpoch(2), CheckpointKind.SAVEPOINT, 1_000, List.of());
        JobDriver fresh = JobDriver.goingOnFrom(
                JobPast.none(JobDriver.JOB, JobDriver.EPOCH, "/checkpoints").startingFrom(savepoint));
        fresh.hello(ONE);
        assertThat(restored(fresh, 1)).contains(new CheckpointId(7));
        fresh.damaged(ONE, task("source", 0, 1));
        assertThat(fresh.machine.status()).isEqualTo(JobStatus.FAILING);

        assertThat(only(fresh.report(ONE, task("sink", 0, 1), TaskState.CANCELLED), JobAction.WriteResult.class))
                .singleElement()
                .satisfies(write -> assertThat(
                                write.result().reason().orElseThrow().sentence())
                        .isEqualTo("wanted /checkpoints/file, found nothing."));
    }
}
