package dev.selvage.am;

import dev.selvage.core.id.JobId;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.FileStorage;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The directory of an application. Calls block.
 *
 * @param cluster what its cluster remembers, which lies in it unless somebody wants that elsewhere
 */
record Staging(FileStorages storages, StoragePath directory, ClusterDirectory cluster) {

    /**
     * Deletes it, with all that lets another attempt begin, unless there are checkpoints in it: those that were to go are gone by
     * now.
     *
     * @return where checkpoints stay, if any do
     */
    Optional<StoragePath> delete() throws IOException {
        Optional<StoragePath> checkpoints = isInIt(cluster.path()) ? checkpoints() : Optional.empty();
        if (checkpoints.isEmpty()) {
            storages.of(directory).deleteTree(directory);
        }
        return checkpoints;
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
