package dev.selvage.jobmanager;

import dev.selvage.core.config.CheckpointOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.id.JobId;
import dev.selvage.jobmanager.store.Savepoints;
import dev.selvage.jobmanager.store.Takeover;
import dev.selvage.platform.leadership.Term;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.FileStorage;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The files of a cluster, and those of its users.
 *
 * @param checkpoints where jobs have their checkpoints, each in a directory of its own, unless they say something else; if
 *     nobody says anything that is in the directory of the cluster
 */
public record ClusterStorage(
        FileStorages storages, FileStorage own, ClusterDirectory directory, Optional<StoragePath> checkpoints) {

    /** Those that the options name. */
    public static ClusterStorage of(Configuration configuration, FileStorages storages)
            throws IOException, InvalidConfigurationException {
        ClusterDirectory directory = ClusterDirectory.of(configuration);
        return new ClusterStorage(storages, storages.of(directory.path()), directory, checkpoints(configuration));
    }

    private static Optional<StoragePath> checkpoints(Configuration configuration) throws InvalidConfigurationException {
        try {
            return configuration.find(CheckpointOptions.DIR).map(StoragePath::parse);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationException(List.of(CheckpointOptions.DIR.key() + ": " + e.getMessage()));
        }
    }

    /** Where a job has the directories of its checkpoints if it says nothing about it. */
    StoragePath checkpointsOf(JobId job) {
        return checkpoints.map(place -> place.child(job.toString())).orElseGet(() -> directory.checkpoints(job));
    }

    public Savepoints savepoints() {
        return new Savepoints(storages);
    }

    Takeover takeover(Term term) {
        return new Takeover(storages, term);
    }
}
