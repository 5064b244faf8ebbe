package dev.selvage.core.jobmanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.DeploymentNumber;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.jobmanager.checkpoints.CheckpointSettings;
import dev.selvage.core.jobmanager.containers.Container;
import dev.selvage.core.jobmanager.containers.ContainerAction;
import dev.selvage.core.jobmanager.containers.ContainerEvent;
import dev.selvage.core.jobmanager.containers.ContainerSettings;
import dev.selvage.core.jobmanager.restart.RestartBackoff;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.core.loop.Turn;
import dev.selvage.core.message.Peer;
import dev.selvage.core.message.TaskManagerMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A JobManager that gets its TaskManagers in containers, one slot each, and a job that needs two. */
class JobManagerContainersTest {

    private static final LeaderEpoch EPOCH = JobDriver.EPOCH;
    private static final TaskManagerId ONE = JobDriver.ONE;
    private static final TaskManagerId TWO = JobDriver.TWO;
    private static final long IDLE = 2_000;
    private static final ContainerSettings SETTINGS = atMost(10);
    private static final Failure REASON =
            Failure.of(ErrorCode.TASK_MANAGER_LOST, "expected it to live, but its container is over");
    private static final JobManagerEvent ACCEPTED = new JobManagerEvent.JobAccepted(
            JobDriver.PLAN,
            new JobSettings(CheckpointSettings.disabled(1000), new RestartBackoff.Strategy.FixedDelay(9, 10)),
            JobPast.none(JobDriver.JOB, EPOCH, "/checkpoints"));

    private JobManager manager = with(Inheritance.none());
    private long now;

    private static ContainerSettings atMost(int most) {
        return new ContainerSettings(
                1024,
                1,
                0,
                0,
                most,
                Optional.of("the bound: " + most),
                0,
                10_000,
                IDLE,
                500,
                new ContainerSettings.Starts(10, 60_000, 1_000),
                new ContainerSettings.Nodes(3, 60_000));
    }

    private static JobManager with(Inheritance inheritance) {
        return new JobManager(EPOCH, new SessionSettings(1_000, 5_000, 3_000), inheritance, Optional.of(SETTINGS));
    }

    private List<JobManagerAction> tell(JobManagerEvent event) {
        return manager.onMessage(event, new Turn(now, new SplittableRandom(1)));
    }

    private List<JobManagerAction> tell(ContainerEvent event) {
        return tell(new JobManagerEvent.OfContainers(event));
    }

    private List<JobManagerAction> hello(long connection, TaskManagerId from) {
        return tell(new JobManagerEvent.Heard(
                connection,
                new TaskManagerMessage.Hello(EPOCH, new Peer(from, from.name(), 1), 1, List.of(), List.of())));
    }

    private List<JobManagerAction> after(long millis) {
        long until = now + millis;
        List<JobManagerAction> actions = new ArrayList<>();
        do {
            now = Math.min(until, Math.max(now, manager.wakeAtMillis()));
            actions.addAll(manager.onWake(new Turn(now, new SplittableRandom(1))));
            assertThat(manager.wakeAtMillis()).as("all that is due is done").isGreaterThan(now);
        } while (now < until);
        return actions;
    }

    private static List<ContainerAction> ofContainers(List<JobManagerAction> actions) {
        return actions.stream()
                .filter(JobManagerAction.OfContainers.class::isInstance)
                .map(action -> ((JobManagerAction.OfContainers) action).action())
                .toList();
    }

    private static Container container(TaskManagerId id) {
        return new Container(id, "node-of-" + id, 1024);
    }

    private static ContainerAction.Ask ask(int count) {
        return new ContainerAction.Ask(count, List.of());
    }

    /** Accepts a job and grants what it needs; both TaskManagers are there, and it is deployed. */
    private void running() {
        tell(new ContainerEvent.Ready(List.of()));
        after(500);
        tell(ACCEPTED);
        tell(new ContainerEvent.Granted(List.of(container(ONE), container(TWO))));
        hello(1, ONE);
        hello(2, TWO);
        tell(new JobManagerEvent.ForJob(
                JobDriver.JOB, new JobEvent.DeploymentWritten(new DeploymentNumber(1), WriteOutcome.WRITTEN)));
        tell(new JobManagerEvent.ForJob(
                JobDriver.JOB, new JobEvent.DeploymentWritten(new DeploymentNumber(2), WriteOutcome.WRITTEN)));
    }

    @Test
    void whatAJobLacksIsAskedForAndGivenBackWhenItHasEnded() {
        tell(new ContainerEvent.Ready(List.of()));
        assertThat(ofContainers(tell(ACCEPTED))).isEmpty();
        assertThat(ofContainers(after(500)))
                .as("those of leaders before had time to be told of")
                .containsExactly(ask(2));
        assertThat(ofContainers(tell(new ContainerEvent.Granted(List.of(container(ONE), container(TWO))))))
                .containsExactly(
                        new ContainerAction.Launch(container(ONE)), new ContainerAction.Launch(container(TWO)));
        hello(1, ONE);
        hello(2, TWO);
        tell(new JobManagerEvent.ForJob(JobDriver.JOB, new JobEvent.CancelAsked()));
        tell(new JobManagerEvent.ForJob(JobDriver.JOB, new JobEvent.ResultWritten(WriteOutcome.WRITTEN)));

        List<JobManagerAction> idle = after(IDLE);
        assertThat(ofContainers(idle))
                .containsExactly(new ContainerAction.Release(ONE), new ContainerAction.Release(TWO));
        assertThat(idle).contains(new JobManagerAction.HangUp(1), new JobManagerAction.HangUp(2));
    }

    @Test
    void aJobThatNeedsMoreThanThereMayBeIsToldSoOnce() {
        manager = new JobManager(
                EPOCH, new SessionSettings(1_000, 5_000, 3_000), Inheritance.none(), Optional.of(atMost(1)));
        tell(new ContainerEvent.Ready(List.of()));
        List<JobManagerAction> actions = new ArrayList<>(tell(ACCEPTED));
        actions.addAll(after(500));
        actions.addAll(tell(new ContainerEvent.Granted(List.of(container(ONE)))));
        actions.addAll(hello(1, ONE));
        actions.addAll(after(IDLE));

        assertThat(ofContainers(actions)).containsExactly(ask(1), new ContainerAction.Launch(container(ONE)));
        assertThat(actions.stream()
                        .filter(JobManagerAction.OfJob.class::isInstance)
                        .map(action -> ((JobManagerAction.OfJob) action).action())
                        .filter(JobAction.WaitsInVain.class::isInstance)
                        .map(action -> ((JobAction.WaitsInVain) action).reason().sentence()))
                .containsExactly("expected 2 TaskManagers for what jobs need, but the bound: 1 leaves room for 1 alone:"
                        + " raise it, or lower the parallelism; until then the job waits for others to end");
    }

    @Test
    void aContainerThatIsOverTakesItsTaskManagerAlongThoughThatMayStillBeHeard() {
        running();

        List<JobManagerAction> over = tell(new ContainerEvent.Completed(ONE, false, REASON));
        assertThat(over).contains(new JobManagerAction.HangUp(1));
        assertThat(ofContainers(over)).containsExactly(ask(1));
        List<JobManagerAction> again = hello(3, ONE);
        assertThat(again)
                .containsExactly(
                        new JobManagerAction.HangUp(3),
                        new JobManagerAction.OfContainers(new ContainerAction.Release(ONE)));
    }

    @Test
    void whoStaysAwayIsGivenBackAndReplacedInTheSameTurn() {
        running();
        tell(new JobManagerEvent.Disconnected(1));

        assertThat(ofContainers(after(2_999))).isEmpty();
        assertThat(ofContainers(after(1))).containsExactly(new ContainerAction.Release(ONE), ask(1));
    }

    @Test
    void whoIsNotNeededStaysWhileAJobCannotBeRead() {
        manager = with(new Inheritance(List.of(), List.of(JobDriver.JOB)));
        tell(new ContainerEvent.Ready(List.of(container(ONE))));
        hello(1, ONE);

        assertThat(ofContainers(after(3_000))).isEmpty();
        tell(new JobManagerEvent.JobForgotten(JobDriver.JOB));
        tell(new JobManagerEvent.Heard(1, new TaskManagerMessage.TaskManagerHeartbeat(EPOCH)));
        assertThat(ofContainers(after(IDLE))).containsExactly(new ContainerAction.Release(ONE));
    }

    @Test
    void inAClusterThatHasAFixedSetOfTaskManagersNothingIsWantedOfAnybody() {
        manager = new JobManager(EPOCH, new SessionSettings(1_000, 5_000, 3_000), Inheritance.none());

        assertThat(ofContainers(tell(ACCEPTED))).isEmpty();
        assertThat(tell(new ContainerEvent.Ready(List.of()))).isEmpty();
        hello(1, ONE);
        assertThat(ofContainers(after(60_000))).isEmpty();
    }

    /** One or more of each kind. */
    private static List<ContainerEvent> events() {
        TaskManagerId another = new TaskManagerId("another");
        return List.of(
                new ContainerEvent.Ready(List.of(container(ONE))),
                new ContainerEvent.Inherited(List.of(container(TWO))),
                new ContainerEvent.Granted(List.of(container(ONE), container(another))),
                new ContainerEvent.Granted(List.of(new Container(TWO, "small", 512))),
                new ContainerEvent.NotLaunched(another),
                new ContainerEvent.Completed(ONE, true, REASON),
                new ContainerEvent.Completed(another, false, REASON),
                new ContainerEvent.Leaving(List.of(TWO, another)),
                new ContainerEvent.Leaving(List.of()),
                new ContainerEvent.AsksForgotten(),
                new ContainerEvent.NodesCounted(4));
    }

    @Test
    void itUnderstandsWhateverItHearsInAnyOrderAndOrdersNothingIllegal() {
        assertThat(events().stream().map(Object::getClass).distinct())
                .containsExactlyInAnyOrder(ContainerEvent.class.getPermittedSubclasses());
        List<JobManagerEvent> all = Stream.concat(
                        JobManagerHearsEverythingTest.events().stream(),
                        events().stream()
                                .flatMap(event ->
                                        Stream.of(1, 2, 3).map(any -> new JobManagerEvent.OfContainers(event))))
                .filter(event -> !event.equals(new JobManagerEvent.LeaderFound(EPOCH.next())))
                .toList();
        SplittableRandom chance = new SplittableRandom(7);
        for (int play = 0; play < 500; play++) {
            manager = with(Inheritance.none());
            JobManagerOrders orders = new JobManagerOrders(EPOCH);
            now = 0;
            for (int step = 0; step < 60; step++) {
                JobManagerEvent event = all.get(chance.nextInt(all.size()));
                orders.told(event);
                orders.ordered(tell(event));
                orders.ordered(after(chance.nextInt(4) == 0 ? chance.nextInt(5_000) : 0));
                if (orders.steppedDown()) {
                    break;
                }
            }
        }
    }

    @Test
    void whatWasAskedForAJobThatIsCancelledIsNotWantedAnyMore() {
        tell(new ContainerEvent.Ready(List.of()));
        after(500);
        assertThat(ofContainers(tell(ACCEPTED))).containsExactly(ask(2));

        assertThat(ofContainers(tell(new JobManagerEvent.ForJob(JobDriver.JOB, new JobEvent.CancelAsked()))))
                .containsExactly(ask(0));
    }
}
