package dev.selvage.jobmanager.store;

import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.checkpoint.Manifest;
import dev.selvage.core.id.JobId;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.core.message.CheckpointOrder;
import dev.selvage.platform.storage.FileStorage;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.PathStatus;
import dev.selvage.platform.storage.RefusedException;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Savepoints: directories that belong to users, each with the snapshots of tasks and a manifest beside them. In there files
 * are named as seen from the directory, so that it can be moved; whoever reads it gets their full names. Any thread may call;
 * calls block.
 */
public record Savepoints(FileStorages storages) {

    private static final RecordFile<Manifest> FORMAT = new RecordFile<>("manifest", Manifest.class);

    private static final Logger LOG = LogManager.getLogger(Savepoints.class);

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

    /** Writes the manifest, behind the snapshots that it names. Written again the same, it is written. */
    JobStore.StoredManifest write(Manifest manifest, String directory) {
        String prefix = directory + "/";
        Manifest inside = manifest.withFiles(file -> file.startsWith(prefix) ? file.substring(prefix.length()) : file);
        try {
            byte[] bytes = FORMAT.bytes(inside);
            StoragePath path = StoragePath.parse(directory);
            FileStorage storage = storages.of(path);
            StoragePath file = path.child(StoredNames.MANIFEST);
            try {
                storage.createDirectories(path);
                // Decision moment: from here on the savepoint is complete.
                storage.createAtomically(file, bytes);
            } catch (RefusedException e) {
                if (!storage.read(file)
                        .map(found -> Arrays.equals(found, bytes))
                        .orElse(false)) {
                    LOG.warn("Expected to write the manifest of a savepoint, but it was refused.", e);
                    return JobStore.StoredManifest.not(WriteOutcome.REFUSED);
                }
            }
            return JobStore.StoredManifest.written(
                    new CheckpointReference(manifest.checkpoint(), file.toString(), RecordFile.checksum(bytes)));
        } catch (IOException e) {
            LOG.warn("Expected to write the manifest of a savepoint to {}, but found: {}", directory, e.toString());
            return JobStore.StoredManifest.not(WriteOutcome.UNKNOWN);
        }
    }

    /**
     * Reads what a job is to start from.
     *
     * @param where the savepoint's directory, or the manifest in it
     */
    public Manifest read(String where) throws IOException {
        StoragePath path = StoragePath.parse(where);
        StoragePath directory = path.name().equals(StoredNames.MANIFEST) ? path.parent() : path;
        FileStorage storage = storages.of(directory);
        Optional<byte[]> bytes = storage.read(directory.child(StoredNames.MANIFEST));
        if (bytes.isEmpty()) {
            Optional<PathStatus> found = storage.status(directory);
            throw new IOException("Expected a savepoint or checkpoint in " + directory + ", but found "
                    + (found.isEmpty() ? "nothing there" : "no file " + StoredNames.MANIFEST + " in it")
                    + ". Name the directory that was told when the savepoint was complete.");
        }
        return seenFromOutside(bytes.get(), directory);
    }

    private static Manifest seenFromOutside(byte[] bytes, StoragePath directory) throws IOException {
        return FORMAT.read(bytes, directory.child(StoredNames.MANIFEST))
                .withFiles(file ->
                        file.contains("/") ? file : directory.child(file).toString());
    }

    /** The manifest that a pointer names, if it is what the pointer says. */
    Optional<Manifest> read(CheckpointReference reference) throws IOException {
        StoragePath file = StoragePath.parse(reference.manifest());
        Optional<byte[]> found =
                storages.of(file).read(file).filter(bytes -> RecordFile.checksum(bytes) == reference.checksum());
        return found.isPresent() ? Optional.of(seenFromOutside(found.get(), file.parent())) : Optional.empty();
    }

    /** What a job has left in a directory that was made for a savepoint of it, if that is complete. */
    public Optional<CheckpointReference> complete(String directory, JobId job) throws IOException {
        StoragePath file = StoragePath.parse(directory).child(StoredNames.MANIFEST);
        Optional<byte[]> bytes = storages.of(file).read(file);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        Manifest manifest = FORMAT.read(bytes.get(), file);
        return manifest.job().equals(job)
                ? Optional.of(new CheckpointReference(
                        manifest.checkpoint(), file.toString(), RecordFile.checksum(bytes.get())))
                : Optional.empty();
    }

    /** Takes back a manifest that no pointer came to name, so that the savepoint can be made once more in its place. */
    public void forget(CheckpointReference undecided) throws IOException {
        StoragePath file = StoragePath.parse(undecided.manifest());
        storages.of(file).delete(file);
    }

    /** Deletes what was written for a savepoint that came to nothing, as far as it can. */
    void deleteAborted(CheckpointOrder order, String directory) {
        try {
            StoragePath path = StoragePath.parse(directory);
            FileStorage storage = storages.of(path);
            for (String name : storage.list(path).orElse(List.of())) {
                if (order.hasFile(name)) {
                    storage.delete(path.child(name));
                }
            }
            storage.delete(path);
        } catch (IOException e) {
            LOG.warn("Expected to delete the incomplete savepoint in {}, but it stays: {}", directory, e.toString());
        }
    }
}
