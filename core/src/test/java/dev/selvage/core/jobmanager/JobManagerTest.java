package dev.selvage.core.jobmanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.checkpoint.Pointer;
import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.DeploymentNumber;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.jobmanager.checkpoints.CheckpointSettings;
import dev.selvage.core.jobmanager.deployment.DeploymentRecord;
import dev.selvage.core.jobmanager.deployment.TaskLocation;
import dev.selvage.core.jobmanager.restart.RestartBackoff;
import dev.selvage.core.jobmanager.slots.Slot;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.core.loop.Turn;
import dev.selvage.core.message.LeaderMessage;
import dev.selvage.core.message.Peer;
import dev.selvage.core.message.TaskManagerMessage;
import dev.selvage.core.message.TaskReport;
import dev.selvage.core.message.TaskState;
import dev.selvage.core.plan.Exchange;
import dev.selvage.core.plan.PlanBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class JobManagerTest {

    private static final LeaderEpoch EPOCH = JobDriver.EPOCH;
    private static final JobManagerEvent ACCEPTED = new JobManagerEvent.JobAccepted(
            JobDriver.PLAN,
            new JobSettings(CheckpointSettings.disabled(1000), new RestartBackoff.Strategy.FixedDelay(9, 10)),
            JobPast.none(JobDriver.JOB, EPOCH, "/checkpoints"));

    private static final SessionSettings SETTINGS = new SessionSettings(1_000, 5_000, 3_000);

    private final JobManager manager = new JobManager(EPOCH, SETTINGS, Inheritance.none());
    private long now;

    private List<JobManagerAction> tell(JobManagerEvent event) {
        return manager.onMessage(event, new Turn(now, new SplittableRandom(1)));
    }

    /** Wakes it whenever it wants to be, up to that moment. */
    private List<JobManagerAction> after(long millis) {
        long until = now + millis;
        List<JobManagerAction> actions = new ArrayList<>();
        do {
            now = Math.min(until, Math.max(now, manager.wakeAtMillis()));
            actions.addAll(wake());
        } while (now < until);
        return actions;
    }

    private List<JobManagerAction> wake() {
        return manager.onWake(new Turn(now, new SplittableRandom(1)));
    }

    private List<JobManagerAction> hello(long connection, TaskManagerId from, LeaderEpoch seen) {
        return tell(new JobManagerEvent.Heard(
                connection,
                new TaskManagerMessage.Hello(seen, new Peer(from, from.name(), 1), 1, List.of(), List.of())));
    }

    private List<JobManagerAction> recorded(long deployment) {
        return tell(new JobManagerEvent.ForJob(
                JobDriver.JOB, new JobEvent.DeploymentWritten(new DeploymentNumber(deployment), WriteOutcome.WRITTEN)));
    }

    private static List<JobAction> ofJob(List<JobManagerAction> actions) {
        return actions.stream()
                .filter(JobManagerAction.OfJob.class::isInstance)
                .map(action -> ((JobManagerAction.OfJob) action).action())
                .filter(action -> !(action instanceof JobAction.StatusChanged))
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
        after(4_000);
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

    private static Peer peer(TaskManagerId taskManager) {
        return new Peer(taskManager, taskManager.name(), 1);
    }

    /** The job under its next leader, as it was recorded before: all of it at one TaskManager. */
    private static JobManagerEvent.JobAccepted recordedAt(TaskManagerId taskManager) {
        List<TaskLocation> tasks = new ArrayList<>();
        for (int subtask = 0; subtask < 2; subtask++) {
            Slot slot = new Slot(taskManager, subtask);
            JobDriver.region(subtask, 1).forEach(task -> tasks.add(new TaskLocation(task, slot)));
        }
        LeaderEpoch before = new LeaderEpoch(EPOCH.number() - 1);
        return new JobManagerEvent.JobAccepted(
                JobDriver.PLAN,
                ((JobManagerEvent.JobAccepted) ACCEPTED).settings(),
                new JobPast(
                        "/checkpoints",
                        Optional.empty(),
                        Pointer.none(JobDriver.JOB, before),
                        List.of(),
                        new CheckpointId(1),
                        Optional.of(new DeploymentRecord(
                                JobDriver.JOB,
                                before,
                                new DeploymentNumber(1),
                                Optional.empty(),
                                tasks,
                                List.of(peer(taskManager))))));
    }

    @Test
    void whoRanTasksForTheLeaderBeforeIsAwaitedForAsLongAsIfItsConnectionHadBroken() {
        JobManager next = new JobManager(EPOCH, SETTINGS, Inheritance.of(List.of(recordedAt(JobDriver.ONE))));
        assertThat(next.wakeAtMillis()).isZero();
        assertThat(ofJob(next.onWake(new Turn(5_000, new SplittableRandom(1))))).isEmpty();
        assertThat(ofJob(next.onWake(new Turn(6_000, new SplittableRandom(1))))).isEmpty();
        assertThat(ofJob(next.onWake(new Turn(7_000, new SplittableRandom(1))))).isEmpty();
        assertThat(ofJob(next.onWake(new Turn(8_000, new SplittableRandom(1))))).contains(new JobAction.WantSlots(2));
    }

    @Test
    void whoSaidHelloBeforeAJobOfItsTasksWasTakenUpIsToSaySoAgain() {
        hello(1, JobDriver.ONE, EPOCH);

        assertThat(tell(recordedAt(JobDriver.ONE))).contains(new JobManagerAction.HangUp(1));
        assertThat(ofJob(after(2_999))).isEmpty();
        assertThat(ofJob(after(1))).contains(new JobAction.WantSlots(2));
    }

    /** Seed 6913 of the scenario "containers": what the second one took for its own, nobody gave back. */
    @Test
    void aJobThatIsAcceptedTwiceHasItsSlotsOnce() {
        after(0);
        tell(recordedAt(JobDriver.ONE));
        tell(new JobManagerEvent.TaskManagerGone(
                JobDriver.ONE, Failure.of(ErrorCode.TASK_MANAGER_LOST, "its port refuses")));
        tell(recordedAt(JobDriver.ONE));
        after(1_000);

        assertThat(ofJob(hello(1, JobDriver.ONE, EPOCH))).hasAtLeastOneElementOfType(JobAction.WriteDeployment.class);
    }

    @Test
    void ofAJobThatIsOverATaskManagerKeepsNothing() {
        after(0);
        TaskId task = JobDriver.task("source", 0, 1);
        assertThat(tell(new JobManagerEvent.Heard(
                        1,
                        new TaskManagerMessage.Hello(
                                EPOCH,
                                new Peer(JobDriver.ONE, "one", 1),
                                1,
                                List.of(TaskReport.of(task, TaskState.RUNNING)),
                                List.of()))))
                .contains(new JobManagerAction.Send(1, new LeaderMessage.JobEnded(EPOCH, JobDriver.JOB)));
    }

    @Test
    void aLeaderThatStoodStillDoesNotCallOthersSilent() {
        tell(ACCEPTED);
        hello(1, JobDriver.ONE, EPOCH);
        recorded(1);
        now += 60_000;

        assertThat(ofJob(wake())).isEmpty();
        assertThat(ofJob(after(3_999))).isEmpty();
        assertThat(ofJob(after(1)))
                .as("the second of its last heartbeat counts")
                .contains(new JobAction.WantSlots(2));
    }

    @Test
    void whoIsNotConnectedIsLookedForUntilItIsBackOrLost() {
        tell(ACCEPTED);
        hello(1, JobDriver.ONE, EPOCH);
        JobManagerAction probe = new JobManagerAction.Probe(peer(JobDriver.ONE));
        assertThat(after(500)).doesNotContain(probe);

        assertThat(tell(new JobManagerEvent.Disconnected(1))).contains(probe);
        assertThat(after(500)).filteredOn(probe::equals).hasSize(2);
        hello(2, JobDriver.ONE, EPOCH);
        assertThat(after(500)).doesNotContain(probe);
    }

    @Test
    void whoIsAwaitedIsLookedForAtOnce() {
        JobManager next = new JobManager(EPOCH, SETTINGS, Inheritance.of(List.of(recordedAt(JobDriver.ONE))));
        assertThat(next.onWake(new Turn(0, new SplittableRandom(1))))
                .contains(new JobManagerAction.Probe(peer(JobDriver.ONE)));
    }

    private static JobManagerEvent acceptedAs(long number) {
        JobId job = new JobId(0, number);
        return new JobManagerEvent.JobAccepted(
                new PlanBuilder(job, "job " + number)
                        .vertex(1, 128, "source")
                        .vertex(1, 128, "sink")
                        .edge("source", Exchange.FORWARD, "sink")
                        .build(),
                ((JobManagerEvent.JobAccepted) ACCEPTED).settings(),
                JobPast.none(job, EPOCH, "/checkpoints"));
    }

    private static List<JobId> deploying(List<JobManagerAction> actions) {
        return actions.stream()
                .filter(JobManagerAction.OfJob.class::isInstance)
                .map(JobManagerAction.OfJob.class::cast)
                .filter(action -> action.action() instanceof JobAction.WriteDeployment)
                .map(JobManagerAction.OfJob::job)
                .toList();
    }

    @Test
    void jobsGetSlotsInTheOrderInWhichTheyCameAndWhatOneGivesBackTheNextOneGets() {
        tell(acceptedAs(9));
        tell(acceptedAs(3));
        JobId first = new JobId(0, 9);
        assertThat(deploying(hello(1, JobDriver.ONE, EPOCH))).containsExactly(first);

        List<JobManagerAction> cancelled = tell(new JobManagerEvent.ForJob(first, new JobEvent.CancelAsked()));
        assertThat(deploying(cancelled)).containsExactly(new JobId(0, 3));
    }

    @Test
    void isolatedJobsShareNoTaskManager() {
        JobManager isolating =
                new JobManager(EPOCH, new SessionSettings(1_000, 5_000, 3_000, true), Inheritance.none());
        Turn turn = new Turn(0, new SplittableRandom(1));
        isolating.onMessage(acceptedAs(1), turn);
        isolating.onMessage(acceptedAs(2), turn);
        JobManagerEvent two = new JobManagerEvent.Heard(
                1, new TaskManagerMessage.Hello(EPOCH, peer(JobDriver.ONE), 2, List.of(), List.of()));
        assertThat(deploying(isolating.onMessage(two, turn))).containsExactly(new JobId(0, 1));
        JobManagerEvent more = new JobManagerEvent.Heard(
                2, new TaskManagerMessage.Hello(EPOCH, peer(JobDriver.TWO), 2, List.of(), List.of()));
        assertThat(deploying(isolating.onMessage(more, turn))).containsExactly(new JobId(0, 2));
    }
}
