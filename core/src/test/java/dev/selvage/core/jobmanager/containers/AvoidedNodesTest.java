package dev.selvage.core.jobmanager.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.loop.Component;
import org.junit.jupiter.api.Test;

class AvoidedNodesTest {

    private static final long AVOID = 30_000;

    private final AvoidedNodes nodes = new AvoidedNodes(new ContainerSettings.Nodes(2, AVOID));

    private void fail(String node, long atMillis) {
        nodes.failed(node, atMillis);
        nodes.failed(node, atMillis);
    }

    @Test
    void aNodeIsAvoidedOnceItFailsAgainAndForAWhile() {
        nodes.counted(4);
        nodes.failed("one", 0);
        assertThat(nodes.at(0)).isEmpty();
        nodes.failed("one", 5);

        assertThat(nodes.at(5)).containsExactly("one");
        assertThat(nodes.changesAtMillis()).isEqualTo(5 + AVOID);
        assertThat(nodes.at(4 + AVOID)).containsExactly("one");
        assertThat(nodes.at(5 + AVOID)).isEmpty();
        assertThat(nodes.changesAtMillis()).isEqualTo(Component.NEVER);
    }

    @Test
    void whatWorksInBetweenAndWhatIsLongAgoDoesNotCount() {
        nodes.counted(4);
        nodes.failed("one", 0);
        nodes.worked("one");
        nodes.failed("one", 1);
        nodes.failed("two", 1);
        nodes.failed("two", 1 + AVOID);

        assertThat(nodes.at(1 + AVOID)).isEmpty();
    }

    @Test
    void neverMoreThanHalfOfAllAreAvoidedAndOfThoseThatFailedLast() {
        fail("one", 1);
        fail("two", 2);
        fail("", 2);
        assertThat(nodes.at(2)).as("nobody knows how many there are").isEmpty();

        nodes.counted(3);
        assertThat(nodes.at(2)).containsExactly("two");
        nodes.counted(4);
        assertThat(nodes.at(2)).containsExactly("one", "two");
        nodes.counted(1);
        assertThat(nodes.at(2)).isEmpty();
    }
}
