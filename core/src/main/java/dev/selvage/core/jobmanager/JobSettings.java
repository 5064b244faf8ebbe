package dev.selvage.core.jobmanager;

import dev.selvage.core.jobmanager.checkpoints.CheckpointSettings;
import dev.selvage.core.jobmanager.restart.RestartBackoff;

/** How a job is to be run. */
public record JobSettings(CheckpointSettings checkpoints, RestartBackoff.Strategy restarts) {}
