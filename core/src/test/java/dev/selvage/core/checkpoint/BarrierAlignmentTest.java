package dev.selvage.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.checkpoint.BarrierAlignment.Outcome.Aligned;
import dev.selvage.core.checkpoint.BarrierAlignment.Outcome.GivenUp;
import dev.selvage.core.id.LeaderEpoch;
import org.junit.jupiter.api.Test;

class BarrierAlignmentTest {
    private static final LeaderEpoch LEADER = new LeaderEpoch(1);

    private final BarrierAlignment alignment = new BarrierAlignment(3, true);

    @Test
    void completesWithTheLastBarrierAndLetsAllGoOn() {
        assertThat(alignment.barrier(0, LEADER, 1)).isEmpty();
        assertThat(alignment.barrier(2, LEADER, 1)).isEmpty();
        assertThat(alignment.isBlocked(0)).isTrue();
        assertThat(alignment.isBlocked(1)).isFalse();

        assertThat(alignment.barrier(1, LEADER, 1)).containsExactly(new Aligned(1));
        assertThat(alignment.isBlocked(0)).isFalse();
        assertThat(alignment.isAligning()).isFalse();
    }

    @Test
    void aSingleChannelIsAlignedAtOnce() {
        assertThat(new BarrierAlignment(1, true).barrier(0, LEADER, 7)).containsExactly(new Aligned(7));
    }

    @Test
    void atLeastOnceBlocksNobody() {
        BarrierAlignment loose = new BarrierAlignment(2, false);
        loose.barrier(0, LEADER, 1);

        assertThat(loose.isBlocked(0)).isFalse();
        assertThat(loose.barrier(1, LEADER, 1)).containsExactly(new Aligned(1));
    }

    @Test
    void anEndedChannelCountsAsArrived() {
        alignment.ended(1);
        alignment.barrier(0, LEADER, 1);

        assertThat(alignment.barrier(2, LEADER, 1)).containsExactly(new Aligned(1));
    }

    @Test
    void anEndMayBeWhatWasMissing() {
        alignment.barrier(0, LEADER, 1);
        alignment.barrier(2, LEADER, 1);

        assertThat(alignment.ended(1)).containsExactly(new Aligned(1));
    }

    @Test
    void aNewerBarrierGivesTheOlderCheckpointUp() {
        alignment.barrier(0, LEADER, 1);

        assertThat(alignment.barrier(1, LEADER, 2)).containsExactly(new GivenUp(1));
        assertThat(alignment.isBlocked(0)).isFalse();
        assertThat(alignment.barrier(0, LEADER, 1)).isEmpty();
        assertThat(alignment.isBlocked(0)).isFalse();
    }

    @Test
    void aMarkerGivesUpAndLateBarriersAreIgnored() {
        alignment.barrier(0, LEADER, 5);

        assertThat(alignment.cancelled(5)).containsExactly(new GivenUp(5));
        assertThat(alignment.cancelled(5)).isEmpty();
        assertThat(alignment.barrier(1, LEADER, 5)).isEmpty();
        assertThat(alignment.isBlocked(1)).isFalse();
    }

    @Test
    void aMarkerOfANewerCheckpointGivesUpBoth() {
        alignment.barrier(0, LEADER, 5);

        assertThat(alignment.cancelled(6)).containsExactly(new GivenUp(5), new GivenUp(6));
        assertThat(alignment.isAligning()).isFalse();
    }

    @Test
    void whatALostLeaderTriggeredNeverBlocks() {
        alignment.barrier(0, LEADER, 5);

        assertThat(alignment.giveUpTo(6)).containsExactly(new GivenUp(5));
        assertThat(alignment.barrier(1, LEADER, 6)).isEmpty();
        assertThat(alignment.isBlocked(1)).isFalse();
        alignment.barrier(1, LEADER, 7);
        assertThat(alignment.isBlocked(1)).isTrue();
    }

    @Test
    void aTriggerAloneAlignsASource() {
        assertThat(new BarrierAlignment(0, true).triggered(3)).containsExactly(new Aligned(3));
    }

    @Test
    void aTriggerWaitsForTheBarriersOfLiveChannels() {
        assertThat(alignment.triggered(1)).isEmpty();
        assertThat(alignment.isAligning()).isFalse();
    }

    @Test
    void aTriggerAlignsATaskWhoseChannelsHaveAllEnded() {
        endAll();

        assertThat(alignment.isAtEnd()).isTrue();
        assertThat(alignment.triggered(5)).containsExactly(new Aligned(5));
        assertThat(alignment.triggered(5)).isEmpty();
    }

    @Test
    void aTriggerThatOvertakesTheEndOfTheLastChannelIsNotLost() {
        alignment.ended(0);
        alignment.ended(1);
        alignment.triggered(4);

        assertThat(alignment.ended(2)).containsExactly(new Aligned(4));
    }

    @Test
    void aTriggerOfACheckpointThatWasGivenUpIsIgnored() {
        alignment.giveUpTo(6);
        endAll();

        assertThat(alignment.triggered(6)).isEmpty();
    }

    private void endAll() {
        for (int channel = 0; channel < 3; channel++) {
            alignment.ended(channel);
        }
    }

    @Test
    void barriersOfALeaderThatIsLostHoldNobodyUp() {
        alignment.barrier(0, LEADER, 5);
        assertThat(alignment.heedFrom(LEADER.next())).containsExactly(new GivenUp(5));

        assertThat(alignment.barrier(1, LEADER, 6))
                .as("passed on, since others behind may wait for it")
                .containsExactly(new GivenUp(6));
        assertThat(alignment.barrier(2, LEADER, 6)).isEmpty();
        assertThat(alignment.isAligning()).isFalse();

        alignment.barrier(0, LEADER.next(), 7);
        assertThat(alignment.heedFrom(LEADER.next())).isEmpty();
        assertThat(alignment.isBlocked(0)).isTrue();
    }

    @Test
    void aLeaderThatComesBackIsHeededAgain() {
        alignment.heedFrom(LEADER.next());
        alignment.heedFrom(LEADER);

        alignment.barrier(0, LEADER, 6);
        assertThat(alignment.isBlocked(0)).isTrue();
    }
}
