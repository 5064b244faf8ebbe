package dev.selvage.core.jobmanager.restart;

import dev.selvage.core.config.RestartOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.jobmanager.restart.RestartBackoff.Strategy;

/** Reads a job's restart strategy from its options. */
public final class RestartStrategies {

    private RestartStrategies() {}

    /**
     * The strategy that is set; where none is, a job that has something to restart from is restarted, and no other.
     *
     * @param checkpointing whether the job has checkpoints
     */
    public static Strategy of(Configuration configuration, boolean checkpointing) {
        return switch (configuration
                .find(RestartOptions.STRATEGY)
                .orElse(checkpointing ? RestartOptions.Strategy.EXPONENTIAL_DELAY : RestartOptions.Strategy.NONE)) {
            case NONE -> new Strategy.None();
            case FIXED_DELAY ->
                new Strategy.FixedDelay(
                        configuration.get(RestartOptions.FIXED_DELAY_ATTEMPTS),
                        configuration.get(RestartOptions.FIXED_DELAY).toMillis());
            case FAILURE_RATE ->
                new Strategy.FailureRate(
                        configuration.get(RestartOptions.FAILURE_RATE_MAX),
                        configuration.get(RestartOptions.FAILURE_RATE_INTERVAL).toMillis(),
                        configuration.get(RestartOptions.FAILURE_RATE_DELAY).toMillis());
            case EXPONENTIAL_DELAY ->
                new Strategy.ExponentialDelay(
                        configuration.get(RestartOptions.EXPONENTIAL_INITIAL).toMillis(),
                        configuration.get(RestartOptions.EXPONENTIAL_MAX).toMillis(),
                        configuration.get(RestartOptions.EXPONENTIAL_MULTIPLIER),
                        configuration.get(RestartOptions.EXPONENTIAL_JITTER),
                        configuration.get(RestartOptions.EXPONENTIAL_RESET).toMillis(),
                        configuration.get(RestartOptions.EXPONENTIAL_ATTEMPTS));
        };
    }
}
