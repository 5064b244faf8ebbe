package dev.selvage.jobmanager.store;

import dev.selvage.core.message.CheckpointOrder;
import dev.selvage.platform.storage.FileStorage;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The directory into which the tasks of a job write their snapshots, seen by whoever deletes them. Deleting is not worth a
 * failure: what is left is logged, and goes with the directory. Any thread may call; calls block.
 */
public record SnapshotDirectory(FileStorage storage, StoragePath directory) {

    private static final Logger LOG = LogManager.getLogger(SnapshotDirectory.class);

    /** Deletes files that no decided checkpoint names any more. */
    void delete(List<String> files) {
        for (String file : files) {
            try {
                storage.delete(directory.child(file));
            } catch (IOException e) {
                LOG.warn("expected to delete the snapshot {} in {}, but it stays: {}", file, directory, e.toString());
            }
        }
    }

    /** Deletes what tasks wrote for a checkpoint that came to nothing. A task that is still at it leaves its file. */
    void deleteAllOf(CheckpointOrder order) {
        try {
            delete(storage.list(directory).orElse(List.of()).stream()
                    .filter(order::hasFile)
                    .toList());
        } catch (IOException e) {
            LOG.warn("expected to list the snapshots in {}, but could not: {}", directory, e.toString());
        }
    }
}
