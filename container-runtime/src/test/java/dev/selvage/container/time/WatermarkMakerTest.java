package dev.selvage.container.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.api.time.WatermarkStrategy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Event time follows the records, and no single one of them, however old, sends it to its end. */
class WatermarkMakerTest {
    private final WatermarkMaker maker =
            new WatermarkMaker(WatermarkStrategy.forBoundedOutOfOrderness(Duration.ofMillis(100)));

    @Test
    void itFollowsTheGreatestTimestampAtItsDistance() {
        maker.record(1_000);
        maker.record(500);

        assertThat(maker.advances(0)).isTrue();
        assertThat(maker.millis()).isEqualTo(899);
    }

    @Test
    void aRecordFromTheBeginningOfTimeIsFollowedByOthersInTime() {
        maker.record(Long.MIN_VALUE + 5);

        assertThat(maker.advances(0)).isFalse();
        maker.record(1_000);
        assertThat(maker.advances(0)).isTrue();
        assertThat(maker.millis()).isEqualTo(899);
    }
}
