package dev.selvage.core.jobmanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.DeploymentNumber;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.jobmanager.checkpoints.CheckpointSettings;
import dev.selvage.core.jobmanager.restart.RestartBackoff;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.core.loop.Turn;
import dev.selvage.core.message.LeaderMessage;
import dev.selvage.core.message.Peer;
import dev.selvage.core.message.TaskManagerMessage;
import dev.selvage.core.message.TaskReport;
import dev.selvage.core.message.TaskState;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class JobManagerTest {

    private static final LeaderEpoch EPOCH = JobDriver.EPOCH;
    private static final JobManagerEvent ACCEPTED = new JobManagerEvent.JobAccepted(
            JobDriver.PLAN,
            new JobSettings(CheckpointSettings.disabled(1000), new RestartBackoff.Strategy.FixedDelay(9, 10)),
            JobPast.none(JobDriver.JOB, EPOCH));

    private final JobManager manager = new JobManager(EPOCH, new SessionSettings(1_000, 5_000, 3_000));
    private long now;

    private List<JobManagerAction> tell(JobManagerEvent event) {
        return manager.onMessage(event, new Turn(now, new SplittableRandom(1)));
    }

    private List<JobManagerAction> after(long millis) {
        now += millis;
        return manager.onWake(new Turn(now, new SplittableRandom(1)));
    }

    private List<JobManagerAction> hello(long connection, TaskManagerId from, LeaderEpoch seen) {
        return tell(new JobManagerEvent.Heard(
                connection, new TaskManagerMessage.Hello(seen, new Peer(from, from.name(), 1), 1, List.of())));
    }

    private List<JobManagerAction> recorded(long deployment) {
        return tell(new JobManagerEvent.ForJob(
                JobDriver.JOB, new JobEvent.DeploymentWritten(new DeploymentNumber(deployment), WriteOutcome.WRITTEN)));
    }

    private static List<JobAction> ofJob(List<JobManagerAction> actions) {
        return actions.stream()
                .filter(JobManagerAction.OfJob.class::isInstance)
                .map(action -> ((JobManagerAction.OfJob) action).action())
                .toList();
    }

    @Test
    void aJobHearsOfTheTaskManagersThatWereThereBeforeIt() {
        after(0);
        hello(1, JobDriver.ONE, EPOCH);

        assertThat(ofJob(tell(ACCEPTED))).hasAtLeastOneElementOfType(JobAction.WriteDeployment.class);
        assertThat(recorded(1))
                .filteredOn(action -> action instanceof JobManagerAction.Send send
                        && send.connection() == 1
                        && send.message() instanceof LeaderMessage.Deploy)
                .hasSize(1);
    }

    @Test
    void onlyTheSessionsOwnConnectionIsListenedTo() {
        tell(ACCEPTED);
        hello(1, JobDriver.ONE, EPOCH);
        recorded(1);

        assertThat(hello(2, JobDriver.ONE, EPOCH)).contains(new JobManagerAction.HangUp(1));
        now += 4_000;
        tell(new JobManagerEvent.Heard(1, new TaskManagerMessage.TaskManagerHeartbeat(EPOCH)));
        assertThat(ofJob(after(1_000)))
                .as("what came on the old connection did not count as a sign of life")
                .contains(new JobAction.WantSlots(2));
    }

    @Test
    void aSilentTaskManagerAndOneThatStaysAwayAreLost() {
        tell(ACCEPTED);
        hello(1, JobDriver.ONE, EPOCH);
        hello(2, JobDriver.TWO, EPOCH);
        tell(new JobManagerEvent.Disconnected(2));

        assertThat(ofJob(after(2_999))).isEmpty();
        assertThat(ofJob(after(1))).contains(new JobAction.WantSlots(1));
        List<JobManagerAction> silent = after(2_000);
        assertThat(silent).contains(new JobManagerAction.HangUp(1));
        assertThat(ofJob(silent)).contains(new JobAction.WantSlots(2));
    }

    @Test
    void whoIsKnownToBeDeadIsNotWaitedFor() {
        tell(ACCEPTED);
        hello(1, JobDriver.ONE, EPOCH);

        assertThat(ofJob(tell(new JobManagerEvent.TaskManagerGone(
                        JobDriver.ONE, Failure.of(ErrorCode.TASK_MANAGER_LOST, "its container has completed")))))
                .contains(new JobAction.WantSlots(2));
    }

    @Test
    void aHigherEpochInAHelloEndsTheLeadershipForGood() {
        after(0);
        tell(ACCEPTED);

        assertThat(hello(1, JobDriver.ONE, EPOCH.next())).containsExactly(new JobManagerAction.StepDown());
        assertThat(hello(2, JobDriver.TWO, EPOCH)).isEmpty();
        assertThat(after(10_000)).isEmpty();
        assertThat(manager.wakeAtMillis()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aHigherEpochInTheLeadersRecordEndsTheLeadership() {
        assertThat(after(1_000)).contains(new JobManagerAction.LookForLeader());
        assertThat(tell(new JobManagerEvent.LeaderFound(EPOCH))).isEmpty();
        assertThat(tell(new JobManagerEvent.LeaderFound(EPOCH.next())))
                .containsExactly(new JobManagerAction.StepDown());
    }

    @Test
    void whatWasMeantForAnotherLeaderIsDropped() {
        tell(ACCEPTED);
        hello(1, JobDriver.ONE, EPOCH);
        recorded(1);
        LeaderEpoch older = new LeaderEpoch(EPOCH.number() - 1);

        assertThat(tell(new JobManagerEvent.Heard(
                        1,
                        new TaskManagerMessage.TaskStateChanged(
                                older, TaskReport.of(JobDriver.task("source", 0, 1), TaskState.CANCELLED)))))
                .isEmpty();
    }
}
