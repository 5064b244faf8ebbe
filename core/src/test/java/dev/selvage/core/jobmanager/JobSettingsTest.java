package dev.selvage.core.jobmanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.config.Settings;
import dev.selvage.core.jobmanager.checkpoints.CheckpointSettings;
import dev.selvage.core.jobmanager.restart.RestartBackoff.Strategy;
import org.junit.jupiter.api.Test;

class JobSettingsTest {

    @Test
    void withoutAnIntervalThereAreNoCheckpointsAndNoRestarts() {
        JobSettings settings = JobSettings.of(Settings.of("execution.checkpointing.timeout", "2 min"));

        assertThat(settings.checkpoints()).isEqualTo(CheckpointSettings.disabled(120_000));
        assertThat(settings.restarts()).isEqualTo(new Strategy.None());
    }

    @Test
    void aJobWithCheckpointsIsRestartedAfterPausesThatGrow() {
        JobSettings settings = JobSettings.of(Settings.of("execution.checkpointing.interval", "500 ms"));

        assertThat(settings.checkpoints()).isEqualTo(new CheckpointSettings(true, 500, 600_000, 0, 0, 2));
        assertThat(settings.restarts())
                .isEqualTo(new Strategy.ExponentialDelay(1_000, 60_000, 1.5, 0.1, 3_600_000, Integer.MAX_VALUE));
    }

    @Test
    void everythingAboutCheckpointsCanBeSet() {
        JobSettings settings = JobSettings.of(Settings.of(
                "execution.checkpointing.interval", "1 s",
                "execution.checkpointing.timeout", "20 s",
                "execution.checkpointing.min-pause", "300 ms",
                "execution.checkpointing.tolerable-failed-checkpoints", "4",
                "execution.checkpointing.num-retained", "5"));

        assertThat(settings.checkpoints()).isEqualTo(new CheckpointSettings(true, 1_000, 20_000, 300, 4, 5));
    }

    @Test
    void eachStrategyTakesItsOwnOptions() {
        assertThat(restarts("restart-strategy.type", "none", "execution.checkpointing.interval", "1 s"))
                .isEqualTo(new Strategy.None());
        assertThat(restarts(
                        "restart-strategy.type", "fixed-delay",
                        "restart-strategy.fixed-delay.attempts", "7",
                        "restart-strategy.fixed-delay.delay", "20 ms"))
                .isEqualTo(new Strategy.FixedDelay(7, 20));
        assertThat(restarts(
                        "restart-strategy.type", "failure-rate",
                        "restart-strategy.failure-rate.max-failures-per-interval", "3",
                        "restart-strategy.failure-rate.failure-rate-interval", "2 min",
                        "restart-strategy.failure-rate.delay", "5 s"))
                .isEqualTo(new Strategy.FailureRate(3, 120_000, 5_000));
        assertThat(restarts(
                        "restart-strategy.type", "exponential-delay",
                        "restart-strategy.exponential-delay.initial-backoff", "10 ms",
                        "restart-strategy.exponential-delay.max-backoff", "1 s",
                        "restart-strategy.exponential-delay.backoff-multiplier", "3",
                        "restart-strategy.exponential-delay.jitter-factor", "0",
                        "restart-strategy.exponential-delay.reset-backoff-threshold", "1 min",
                        "restart-strategy.exponential-delay.attempts-before-reset-backoff", "9"))
                .isEqualTo(new Strategy.ExponentialDelay(10, 1_000, 3, 0, 60_000, 9));
    }

    private static Strategy restarts(String... keysAndValues) {
        return JobSettings.of(Settings.of(keysAndValues)).restarts();
    }

    @Test
    void patienceWithTaskManagersFollowsFromTheHeartbeats() {
        assertThat(SessionSettings.of(Settings.of("heartbeat.interval", "2 s", "heartbeat.timeout", "7 s")))
                .isEqualTo(new SessionSettings(2_000, 7_000, 7_000));
        assertThat(SessionSettings.of(Settings.of("cluster.isolate-jobs", "true"))
                        .isolateJobs())
                .isTrue();
    }
}
