package dev.selvage.jobmanager;

import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.jobmanager.store.JobStore;
import dev.selvage.jobmanager.store.Savepoints;
import dev.selvage.jobmanager.store.Takeover;
import dev.selvage.platform.leadership.Term;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.FileStorage;
import dev.selvage.platform.storage.FileStorages;
import java.io.IOException;

/** The files of a cluster, and those of its users. */
public record ClusterStorage(
        FileStorages storages, FileStorage own, ClusterDirectory directory, Savepoints savepoints) {

    /** Those that the options name. */
    public static ClusterStorage of(Configuration configuration, FileStorages storages)
            throws IOException, InvalidConfigurationException {
        ClusterDirectory directory = ClusterDirectory.of(configuration);
        return new ClusterStorage(storages, storages.of(directory.path()), directory, new Savepoints(storages));
    }

    Takeover takeover(Term term) {
        return new Takeover(own, directory, term, savepoints);
    }

    JobStore store(Term term) {
        return takeover(term).store();
    }
}
