package dev.selvage.core.jobmanager.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.jobmanager.containers.ContainerAction.Ask;
import dev.selvage.core.jobmanager.containers.ContainerAction.Release;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContainerLimitsTest extends ContainersScene {

    @Test
    void thereAreAsManyAsAtLeastAndAtMostWhateverIsNeeded() {
        containers = with(2, 1, 4, false);

        assertThat(ready()).containsExactly(ask(2));
        assertThat(lack(50)).containsExactly(ask(4));
        assertThat(lack(2)).containsExactly(ask(2));
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
