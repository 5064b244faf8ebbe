package dev.selvage.core.jobmanager.restart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.jobmanager.restart.RestartBackoff.Strategy;
import dev.selvage.core.loop.Turn;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RestartBackoffTest {

    private final SplittableRandom random = new SplittableRandom(1);

    private long pause(RestartBackoff backoff, long nowMillis) {
        return backoff.failed(new Turn(nowMillis, random)).orElse(-1);
    }

    @Test
    void withoutAStrategyTheFirstFailureIsTheLast() {
        assertThat(pause(new RestartBackoff(new Strategy.None()), 0)).isEqualTo(-1);
    }

    @Test
    void fixedDelayCountsTheRestartsOfALife() {
        RestartBackoff backoff = new RestartBackoff(new Strategy.FixedDelay(2, 700));

        assertThat(pause(backoff, 0)).isEqualTo(700);
        assertThat(pause(backoff, 1_000_000)).isEqualTo(700);
        assertThat(pause(backoff, 2_000_000)).isEqualTo(-1);
    }

    @Test
    void failureRateForgivesWhatIsLongAgo() {
        RestartBackoff backoff = new RestartBackoff(new Strategy.FailureRate(2, 1000, 10));

        assertThat(pause(backoff, 0)).isEqualTo(10);
        assertThat(pause(backoff, 900)).isEqualTo(10);
        assertThat(pause(backoff, 1000)).isEqualTo(10);
        assertThat(pause(backoff, 1001)).isEqualTo(-1);
    }

    @Test
    void exponentialDelayGrowsToItsLongestAndBeginsAnewAfterAQuietTime() {
        RestartBackoff backoff =
                new RestartBackoff(new Strategy.ExponentialDelay(100, 300, 2, 0, 10_000, Integer.MAX_VALUE));

        assertThat(pause(backoff, 0)).isEqualTo(100);
        assertThat(pause(backoff, 1)).isEqualTo(200);
        assertThat(pause(backoff, 2)).isEqualTo(300);
        assertThat(pause(backoff, 3)).isEqualTo(300);
        assertThat(pause(backoff, 10_003)).isEqualTo(100);
    }

    @Test
    void jitterVariesAPauseByItsShareAtMost() {
        RestartBackoff backoff =
                new RestartBackoff(new Strategy.ExponentialDelay(1000, 1000, 1, 0.1, 10_000, Integer.MAX_VALUE));

        for (int i = 0; i < 100; i++) {
            assertThat(pause(backoff, i)).isBetween(900L, 1100L);
        }
    }
}
