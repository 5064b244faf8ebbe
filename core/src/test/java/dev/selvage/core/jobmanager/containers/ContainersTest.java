package dev.selvage.core.jobmanager.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.jobmanager.containers.ContainerAction.Ask;
import dev.selvage.core.jobmanager.containers.ContainerAction.Launch;
import dev.selvage.core.jobmanager.containers.ContainerAction.Release;
import dev.selvage.core.jobmanager.slots.Slot;
import dev.selvage.core.jobmanager.slots.SlotPool;
import dev.selvage.core.message.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContainersTest {

    private static final JobId JOB = new JobId(0, 1);
    private static final int MEGABYTES = 1024;
    private static final int SLOTS = 2;
    private static final long START = 5_000;
    private static final long IDLE = 1_000;
    private static final long RECOVERY = 2_000;
    private static final Failure REASON =
            Failure.of(ErrorCode.TASK_MANAGER_LOST, "expected it to live, but it is over");

    private final SlotPool pool = new SlotPool(false);
    private final TreeSet<TaskManagerId> there = new TreeSet<>();
    private Containers containers = with(0, 0, 100, false);
    private int lacking;
    private boolean mayRelease = true;
    private long now;

    private static Containers with(int least, int spare, int most, boolean hasPredecessor) {
        return with(least, spare, most, hasPredecessor, 3);
    }

    private static Containers with(int least, int spare, int most, boolean hasPredecessor, int mostFailures) {
        return new Containers(
                new ContainerSettings(
                        MEGABYTES,
                        SLOTS,
                        least,
                        most,
                        Optional.of("the bound: " + most),
                        spare,
                        START,
                        IDLE,
                        RECOVERY,
                        new ContainerSettings.Starts(mostFailures, 60_000, 4_000),
                        new ContainerSettings.Nodes(2, 30_000)),
                hasPredecessor);
    }

    private static TaskManagerId id(int number) {
        return new TaskManagerId("c" + number);
    }

    private static Container container(int number) {
        return new Container(id(number), "node-" + number % 4, MEGABYTES);
    }

    private static Container[] containers(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(ContainersTest::container)
                .toArray(Container[]::new);
    }

    private static Ask ask(int count) {
        return new Ask(count, List.of());
    }

    private List<ContainerAction> hear(ContainerEvent event) {
        containers.hear(event, now);
        return compare();
    }

    private List<ContainerAction> ready(Container... inherited) {
        return hear(new ContainerEvent.Ready(List.of(inherited)));
    }

    private List<ContainerAction> granted(Container... granted) {
        return hear(new ContainerEvent.Granted(List.of(granted)));
    }

    private List<ContainerAction> completed(int number, boolean isNodesFault) {
        lost(number);
        return hear(new ContainerEvent.Completed(id(number), isNodesFault, REASON));
    }

    private List<ContainerAction> compare() {
        TreeMap<JobId, Integer> byJob = new TreeMap<>();
        byJob.put(JOB, lacking);
        List<ContainerAction> actions = containers.compare(pool, byJob, there, mayRelease, now);
        actions.forEach(action -> {
            if (action instanceof Release release) {
                gone(release.container());
            }
        });
        return actions;
    }

    private List<ContainerAction> lack(int slots) {
        lacking = slots;
        return compare();
    }

    /** Its TaskManager is there, and the job takes what it lacks. */
    private List<ContainerAction> hello(int number) {
        there.add(id(number));
        pool.joined(new Peer(id(number), "host", 0), SLOTS);
        while (lacking > 0 && pool.freeFor(JOB) > 0) {
            pool.take(JOB);
            lacking--;
        }
        return compare();
    }

    private void lost(int number) {
        lacking += pool.uses().stream()
                .filter(use -> use.taskManager().equals(id(number)))
                .mapToInt(SlotPool.Use::taken)
                .sum();
        gone(id(number));
    }

    private void gone(TaskManagerId id) {
        there.remove(id);
        pool.lost(id);
    }

    /** Wakes it whenever it wants to be, up to that moment. */
    private List<ContainerAction> after(long millis) {
        long until = now + millis;
        List<ContainerAction> actions = new ArrayList<>();
        do {
            now = Math.min(until, Math.max(now, containers.wakeAtMillis()));
            actions.addAll(compare());
            assertThat(containers.wakeAtMillis()).as("all that is due is done").isGreaterThan(now);
        } while (now < until);
        return actions;
    }

    /** So many containers with a TaskManager in each, all slots taken. */
    private void running(int count) {
        ready();
        lack(count * SLOTS);
        granted(containers(1, count));
        IntStream.rangeClosed(1, count).forEach(this::hello);
    }

    @Test
    void asMuchIsAskedForAsIsMissingAndOnlyOnceTheDriverIsReady() {
        assertThat(lack(3)).isEmpty();
        assertThat(ready()).containsExactly(ask(2));
        assertThat(compare()).isEmpty();
        assertThat(lack(5)).containsExactly(ask(3));
        assertThat(granted(container(1))).containsExactly(new Launch(container(1)));
        assertThat(lack(6)).as("one is present and two are asked for").isEmpty();
        assertThat(lack(1)).containsExactly(ask(0));
    }

    @Test
    void whatComesBeyondTheNeedIsGivenBackBeforeAnythingIsStartedInIt() {
        ready();
        lack(2);

        assertThat(granted(containers(1, 3)))
                .containsExactlyInAnyOrder(new Launch(container(3)), new Release(id(1)), new Release(id(2)));
        assertThat(granted(container(4))).containsExactly(new Release(id(4)));
    }

    @Test
    void aGrantThatIsTooSmallIsGivenBackAndALargerOneIsUsed() {
        ready();
        lack(4);
        Container small = new Container(id(1), "node-1", MEGABYTES - 1);
        Container large = new Container(id(2), "node-2", 2 * MEGABYTES);

        assertThat(granted(small, large)).containsExactly(new Release(id(1)), new Launch(large), ask(1));
    }

    @Test
    void whoDoesNotSayHelloInTimeIsGivenBackAndReplaced() {
        ready();
        lack(2);
        granted(container(1));

        assertThat(after(START - 1)).isEmpty();
        assertThat(after(1)).containsExactly(new Release(id(1)), ask(1));
        assertThat(containers.refuses(id(1))).isTrue();
    }

    @Test
    void whatIsNotLaunchedIsGivenBackUnlessItsTaskManagerIsThere() {
        ready();
        lack(4);
        granted(containers(1, 2));
        hello(1);

        assertThat(hear(new ContainerEvent.NotLaunched(id(1)))).isEmpty();
        assertThat(hear(new ContainerEvent.NotLaunched(id(2)))).containsExactly(new Release(id(2)), ask(1));
    }

    @Test
    void aContainerThatIsOverIsReplacedAndNeverCountsAgain() {
        running(2);

        assertThat(completed(1, false)).containsExactly(ask(1));
        assertThat(containers.refuses(id(1))).isTrue();
        assertThat(hear(new ContainerEvent.Inherited(List.of(container(1))))).containsExactly(new Release(id(1)));
    }

    @Test
    void whomTheJobManagerHasLostIsGivenBackAndReplaced() {
        running(2);
        lost(2);

        assertThat(compare()).containsExactly(new Release(id(2)), ask(1));
    }

    @Test
    void whoIsIdleForLongIsGivenBackUnlessItIsToBeSpare() {
        containers = with(0, 1, 100, false);
        running(3);
        pool.giveBackAllOf(JOB);
        pool.hold(JOB, new Slot(id(2), 0));
        compare();

        assertThat(after(IDLE - 1)).isEmpty();
        assertThat(after(1)).singleElement().isInstanceOf(Release.class);
        assertThat(after(10 * IDLE)).isEmpty();
    }

    @Test
    void nobodyIsGivenBackWhileItIsNotKnownWhatRunsThere() {
        running(1);
        pool.giveBackAllOf(JOB);
        mayRelease = false;

        assertThat(after(10 * IDLE)).isEmpty();
        mayRelease = true;
        compare();
        assertThat(after(IDLE)).containsExactly(new Release(id(1)));
    }

    @Test
    void thereAreAsManyAsAtLeastAndAtMostWhateverIsNeeded() {
        containers = with(2, 1, 4, false);

        assertThat(ready()).containsExactly(ask(2));
        assertThat(lack(50)).containsExactly(ask(4));
        assertThat(lack(2)).containsExactly(ask(2));
    }

    @Test
    void aNewLeaderCountsWhatIsThereFromTheFirstMoment() {
        containers = with(0, 0, 100, true);
        // As recorded by the leader before: slots are held, and their TaskManagers are awaited.
        there.add(id(1));
        there.add(id(2));
        pool.hold(JOB, new Slot(id(1), 0));
        pool.hold(JOB, new Slot(id(2), 0));

        assertThat(ready(container(1))).isEmpty();
        assertThat(after(RECOVERY)).isEmpty();
        assertThat(hear(new ContainerEvent.Inherited(List.of(container(2))))).isEmpty();
        assertThat(after(10 * IDLE)).isEmpty();
    }

    @Test
    void aNewLeaderGivesWhatIsToldLateTimeBeforeItAsks() {
        containers = with(0, 0, 100, true);
        lack(6);
        ready(container(1));

        assertThat(after(RECOVERY - 1)).isEmpty();
        assertThat(hear(new ContainerEvent.Inherited(List.of(container(2))))).isEmpty();
        assertThat(after(1)).containsExactly(ask(1));
    }

    @Test
    void whoSaysHelloCountsThoughTheDriverHasNotToldOfIt() {
        ready();
        lack(4);
        pool.joined(new Peer(id(7), "host", 0), SLOTS);
        there.add(id(7));
        pool.hold(JOB, new Slot(id(7), 0));
        pool.hold(JOB, new Slot(id(7), 1));
        lacking = 2;

        assertThat(compare()).containsExactly(ask(1));
        assertThat(hear(new ContainerEvent.Inherited(List.of(container(7))))).isEmpty();
    }

    @Test
    void whomTheDriverHasNotToldOfGetsNothingNewAndIsGivenBackOnceItIsIdleForLong() {
        lack(2);
        pool.joined(new Peer(id(7), "host", 0), SLOTS);
        there.add(id(7));

        assertThat(compare()).isEmpty();
        assertThat(pool.freeFor(JOB))
                .as("a leader before may have given it back")
                .isZero();
        assertThat(after(10 * IDLE)).as("nobody can be told of anything yet").isEmpty();
        assertThat(ready()).containsExactly(new Release(id(7)), ask(1));
    }

    @Test
    void whomTheDriverTellsOfLateCanBeUsedFromThenOn() {
        lack(2);
        pool.joined(new Peer(id(7), "host", 0), SLOTS);
        there.add(id(7));
        ready();

        assertThat(after(IDLE - 1)).isEmpty();
        assertThat(hear(new ContainerEvent.Inherited(List.of(container(7))))).isEmpty();
        assertThat(pool.freeFor(JOB)).isEqualTo(SLOTS);
        hello(7);
        assertThat(after(10 * IDLE)).isEmpty();
    }

    @Test
    void whatIsGoingToBeTakenAwayIsReplacedBeforeAndGivenBackOnceItIsEmpty() {
        running(2);

        assertThat(hear(new ContainerEvent.Leaving(List.of(id(1))))).containsExactly(ask(1));
        granted(container(3));
        assertThat(hello(3)).isEmpty();
        lost(1);
        assertThat(compare()).contains(new Release(id(1)));
    }

    @Test
    void noMoreThanTheBoundIsAskedForAlsoInPlaceOfWhatIsStillThere() {
        containers = with(0, 1, 2, false);
        ready();
        assertThat(lack(4 * SLOTS)).containsExactly(ask(2));
        assertThat(containers.bounded())
                .hasValueSatisfying(
                        reason -> assertThat(reason.sentence()).contains("expected 4 TaskManagers", "the bound: 2"));
        granted(containers(1, 2));
        hello(1);
        hello(2);

        assertThat(hear(new ContainerEvent.Leaving(List.of(id(1)))))
                .as("it is there until it is gone")
                .isEmpty();
        assertThat(completed(1, false)).containsExactly(ask(1));
    }

    @Test
    void whoeverHasAllThatItNeedsIsNotBoundedThoughThereIsNoneToSpare() {
        containers = with(0, 1, 2, false);
        running(2);

        assertThat(containers.bounded()).isEmpty();
    }

    @Test
    void nobodyGetsASlotWhereItIsGoingToBeTakenAwayUntilItIsNot() {
        ready();
        lack(1);
        granted(container(1));
        hello(1);
        assertThat(pool.freeFor(JOB)).isEqualTo(1);
        hear(new ContainerEvent.Leaving(List.of(id(1))));
        assertThat(pool.freeFor(JOB)).isZero();
        hear(new ContainerEvent.Leaving(List.of()));
        assertThat(pool.freeFor(JOB)).isEqualTo(1);
    }

    @Test
    void aDriverThatHasForgottenIsAskedAgain() {
        ready();
        lack(4);
        granted(container(1));

        assertThat(hear(new ContainerEvent.AsksForgotten())).containsExactly(ask(1));
    }

    @Test
    void startsThatFailOneAfterTheOtherAreNotTriedAgainAtOnce() {
        ready();
        lack(2);
        for (int failed = 1; failed <= 3; failed++) {
            granted(container(failed));
            assertThat(hear(new ContainerEvent.NotLaunched(id(failed)))).contains(ask(1));
        }
        granted(container(4));
        assertThat(hear(new ContainerEvent.NotLaunched(id(4)))).containsExactly(new Release(id(4)));
        assertThat(after(3_999)).isEmpty();
        assertThat(after(1)).containsExactly(ask(1));
    }

    @Test
    void whereContainersFailAgainAndAgainNoMoreAreAskedForAndWhatIsOnItsWayIsGivenBack() {
        containers = with(0, 0, 100, false, 100);
        hear(new ContainerEvent.NodesCounted(3));
        ready();
        lack(4);
        granted(new Container(id(1), "bad", MEGABYTES), new Container(id(2), "bad", MEGABYTES));
        completed(1, true);

        assertThat(completed(2, true)).containsExactly(new Ask(2, List.of("bad")));
        assertThat(granted(new Container(id(3), "bad", MEGABYTES)))
                .containsExactly(new Release(id(3)), new Ask(2, List.of("bad")));
        assertThat(after(30_000)).containsExactly(ask(2));
    }
}
