package dev.selvage.am;

import dev.selvage.core.id.ClusterId;
import dev.selvage.core.id.JobId;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.FileStorage;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The directory of an application, and what its cluster is remembered by. Calls block.
 *
 * @param directory is named after the application
 * @param cluster what its cluster remembers, which lies in it unless somebody wants that elsewhere
 * @param memory what is remembered of it beside that
 */
record Staging(FileStorages storages, StoragePath directory, ClusterDirectory cluster, Memory memory) {

    private static final Logger LOG = LogManager.getLogger(Staging.class);

    /** Something that remembers clusters. */
    interface Memory {
        void forget(ClusterId cluster) throws IOException;
    }

    /**
     * Deletes it, with all that lets another attempt begin, unless there are checkpoints in it: those that were to go are gone by
     * now. So goes what the cluster remembers elsewhere, if that bears the application's name: under any other, somebody may mean to
     * go on with it in another application.
     *
     * @return where checkpoints stay, if any do
     */
    Optional<StoragePath> delete() throws IOException {
        boolean isInIt = isInIt(cluster.path());
        boolean isItsOwn = cluster.cluster().name().equals(directory.name());
        Optional<StoragePath> checkpoints = isInIt || isItsOwn ? checkpoints() : Optional.empty();
        // Nobody needs any of it, and purge finds what a crash leaves. First the files, then who may be away.
        if (!isInIt || checkpoints.isEmpty()) {
            storages.of(directory).deleteTree(directory);
        }
        if (isItsOwn && !isInIt && checkpoints.isEmpty()) {
            storages.of(cluster.path()).deleteTree(cluster.path());
        }
        if (isItsOwn) {
            forget();
        }
        return checkpoints;
    }

    private void forget() {
        try {
            memory.forget(cluster.cluster());
        } catch (IOException e) {
            LOG.warn(
                    "Expected that nobody remembers {} any more, but what is remembered stays until somebody purges it: {}",
                    cluster.cluster(),
                    e.getMessage());
        }
    }

    private boolean isInIt(StoragePath path) {
        // Of two names for one file system, either may be written without its host.
        return path.scheme().equals(directory.scheme()) && path.path().startsWith(directory.path() + "/");
    }

    private Optional<StoragePath> checkpoints() throws IOException {
        FileStorage storage = storages.of(cluster.path());
        StoragePath jobs = cluster.path().child("jobs");
        for (String job : storage.list(jobs).orElse(List.of())) {
            StoragePath checkpoints = cluster.checkpoints(JobId.parse(job));
            if (storage.list(checkpoints).orElse(List.of()).stream().anyMatch(name -> name.startsWith("chk-"))) {
                return Optional.of(checkpoints);
            }
        }
        return Optional.empty();
    }
}
