package dev.selvage.container.barrier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.container.exchange.Event;
import org.junit.jupiter.api.Test;

class WatermarkMergeTest {
    private final WatermarkMerge merge = new WatermarkMerge(2);

    @Test
    void theSlowestChannelDecides() {
        assertThat(merge.watermark(0, 10)).isFalse();
        assertThat(merge.watermark(1, 7)).isTrue();
        assertThat(merge.millis()).isEqualTo(7);
        assertThat(merge.watermark(1, 20)).isTrue();
        assertThat(merge.millis()).isEqualTo(10);
    }

    @Test
    void eventTimeNeverGoesBack() {
        merge.watermark(0, 10);
        merge.watermark(1, 10);

        assertThat(merge.watermark(0, 3)).isFalse();
        assertThat(merge.millis()).isEqualTo(10);
    }

    @Test
    void anIdleChannelHoldsNobodyBackUntilItSpeaksAgain() {
        merge.watermark(0, 10);

        assertThat(merge.idle(1)).isTrue();
        assertThat(merge.millis()).isEqualTo(10);
        merge.active(1);
        assertThat(merge.watermark(0, 20)).isFalse();
        assertThat(merge.watermark(1, 15)).isTrue();
        assertThat(merge.millis()).isEqualTo(15);
    }

    @Test
    void allIdleMeansNoProgress() {
        merge.watermark(0, 10);
        merge.idle(0);

        assertThat(merge.idle(1)).isFalse();
        assertThat(merge.isIdle()).isTrue();
        assertThat(merge.millis()).isEqualTo(Event.BEFORE_ALL_TIME);
    }

    @Test
    void timeDoesNotEndWhileAnIdleChannelMayStillSpeak() {
        merge.watermark(0, 10);
        merge.idle(1);

        assertThat(merge.ended(0)).isFalse();
        assertThat(merge.millis()).isEqualTo(10);
        assertThat(merge.isIdle()).isTrue();
        merge.active(1);
        assertThat(merge.isIdle()).isFalse();
        assertThat(merge.watermark(1, 15)).isTrue();
        assertThat(merge.millis()).isEqualTo(15);
        assertThat(merge.ended(1)).isTrue();
        assertThat(merge.millis()).isEqualTo(Event.END_OF_TIME);
        assertThat(merge.isIdle()).isFalse();
    }

    @Test
    void theEndOfAllChannelsIsTheEndOfTime() {
        merge.ended(0);

        assertThat(merge.ended(1)).isTrue();
        assertThat(merge.millis()).isEqualTo(Event.END_OF_TIME);
    }
}
