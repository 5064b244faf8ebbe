package dev.selvage.jobmanager.store;

import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.checkpoint.Manifest;
import dev.selvage.core.id.JobId;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/** Savepoints: directories that belong to users. Any thread may call; calls block. */
public record Savepoints(FileStorages storages) {

    private CheckpointDirectories directories() {
        return new CheckpointDirectories(storages);
    }

    /** Makes a directory for a savepoint; says what is wrong with it before any task has written. */
    private void createDirectory(String directory) throws IOException {
        StoragePath path = StoragePath.parse(directory);
        try {
            storages.of(path).createDirectories(path);
        } catch (IOException e) {
            throw new IOException(
                    "Expected to make the directory " + path + " for a savepoint, but found: " + e.getMessage()
                            + ". Name a directory that can be written, on a file system that all tasks see.",
                    e);
        }
    }

    /** Makes a directory in this one that no other savepoint has. */
    public String newDirectory(String target, JobId job) throws IOException {
        String directory = target.replaceAll("/+$", "") + "/savepoint-"
                + job.toString().substring(0, 6) + "-"
                + UUID.randomUUID().toString().substring(24);
        createDirectory(directory);
        return directory;
    }

    /**
     * Reads what a job is to start from.
     *
     * @param where the directory of a savepoint or checkpoint, or the manifest in it
     */
    public Manifest read(String where) throws IOException {
        return directories().read(where);
    }

    /** What a job has left in a directory that was made for a savepoint of it, if that is complete. */
    public Optional<CheckpointReference> complete(String directory, JobId job) throws IOException {
        return directories()
                .complete(directory)
                .filter(found -> found.manifest().job().equals(job))
                .map(CheckpointDirectories.Complete::reference);
    }

    /** Takes back a manifest that no pointer came to name, so that the savepoint can be made once more in its place. */
    public void forget(CheckpointReference undecided) throws IOException {
        StoragePath file = StoragePath.parse(undecided.manifest());
        storages.of(file).delete(file);
    }
}
