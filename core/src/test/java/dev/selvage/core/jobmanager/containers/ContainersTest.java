package dev.selvage.core.jobmanager.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.jobmanager.containers.ContainerAction.Launch;
import dev.selvage.core.jobmanager.containers.ContainerAction.Release;
import dev.selvage.core.jobmanager.slots.Slot;
import dev.selvage.core.message.Peer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContainersTest extends ContainersScene {

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
    void whatIsForeseenIsAskedForBeforeAnyJobNeedsIt() {
        containers = new Containers(settings(0, 0, 100, 3).foreseeing(3), false);

        assertThat(ready()).containsExactly(ask(2));
        granted(containers(1, 2));
        hello(1);
        hello(2);
        assertThat(lack(4)).as("what came is for what was foreseen").isEmpty();
    }

    @Test
    void whatWasForeseenAndDoesNotComeIsGivenBack() {
        containers = new Containers(settings(0, 0, 100, 3).foreseeing(3), false);
        ready();
        granted(container(1));
        hello(1);

        assertThat(after(Containers.FORESIGHT_MILLIS - 1)).isEmpty();
        assertThat(after(1)).containsExactly(new Release(id(1)), ask(0));
    }

    @Test
    void theNextLeaderForeseesNothing() {
        containers = new Containers(settings(0, 0, 100, 3).foreseeing(3), true);

        ready();
        assertThat(after(RECOVERY)).isEmpty();
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
}
