package dev.selvage.core.jobmanager;

import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.jobmanager.checkpoints.CheckpointSettings;
import dev.selvage.core.jobmanager.restart.RestartBackoff;
import dev.selvage.core.jobmanager.restart.RestartStrategies;

/** How a job is to be run. */
public record JobSettings(CheckpointSettings checkpoints, RestartBackoff.Strategy restarts) {

    /** What the options say, the job's own among them. */
    public static JobSettings of(Configuration configuration) {
        CheckpointSettings checkpoints = CheckpointSettings.of(configuration);
        return new JobSettings(checkpoints, RestartStrategies.of(configuration, checkpoints.enabled()));
    }
}
