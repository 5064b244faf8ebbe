package dev.selvage.jobmanager.store;

import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.checkpoint.Manifest;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.core.message.CheckpointOrder;
import dev.selvage.platform.storage.FileStorage;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.PathStatus;
import dev.selvage.platform.storage.PreparedFile;
import dev.selvage.platform.storage.RefusedException;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The directories of checkpoints and savepoints, each with the snapshots of tasks and a manifest beside them. In there files are
 * named as seen from the directory, so that it can be moved; whoever reads it gets their full names. Any thread may call; calls
 * block.
 */
public record CheckpointDirectories(FileStorages storages) {

    private static final Logger LOG = LogManager.getLogger(CheckpointDirectories.class);

    private static final RecordFile<Manifest> FORMAT = new RecordFile<>("manifest", Manifest.class);

    /** Begins the manifest of a checkpoint whose snapshots are yet to come. */
    PreparedFile prepare(CheckpointOrder order) throws IOException {
        StoragePath directory = StoragePath.parse(order.directory());
        FileStorage storage = storages.of(directory);
        storage.createDirectories(directory);
        return storage.prepare(directory, FORMAT.beginning());
    }

    /** Writes the manifest, behind the snapshots that it names. Written again the same, it is written. */
    JobStore.StoredManifest write(Manifest manifest, CheckpointOrder order, Optional<PreparedFile> begun) {
        String prefix = order.directory() + "/";
        Manifest inside = manifest.withFiles(file -> file.startsWith(prefix) ? file.substring(prefix.length()) : file);
        StoragePath file = StoragePath.parse(order.directory()).child(StoredNames.MANIFEST);
        try {
            byte[] bytes = FORMAT.bytes(inside);
            try {
                create(file, bytes, begun);
            } catch (RefusedException e) {
                if (e.reason() != RefusedException.Reason.EXISTS || !holds(file, bytes)) {
                    LOG.warn("Expected to write {}, but it was refused: {}", file, e.getMessage());
                    return JobStore.StoredManifest.not(WriteOutcome.REFUSED);
                }
                // A write of unknown fate that was repeated.
            }
            // It is not read back: what was created is there and durable, and file systems check what they are sent.
            return JobStore.StoredManifest.written(
                    new CheckpointReference(order.checkpoint(), file.toString(), RecordFile.checksum(bytes)));
        } catch (IOException e) {
            // Without a stack trace: it is told each time that it is tried, while the storage is away.
            LOG.warn(
                    "Expected to write {}, but nobody knows whether it is there; it is tried again: {}",
                    file,
                    e.toString());
            return JobStore.StoredManifest.not(WriteOutcome.UNKNOWN);
        }
    }

    private void create(StoragePath file, byte[] bytes, Optional<PreparedFile> begun) throws IOException {
        FileStorage storage = storages.of(file);
        if (begun.isEmpty()) {
            storage.createDirectories(file.parent());
            // Decision moment for a savepoint: from here on it is complete. A checkpoint is once a pointer names it.
            storage.createAtomically(file, bytes);
            return;
        }
        try (PreparedFile rest = begun.get()) {
            rest.createAtomically(file, Arrays.copyOfRange(bytes, FORMAT.beginning().length, bytes.length));
        }
    }

    private boolean holds(StoragePath file, byte[] wanted) throws IOException {
        return storages.of(file)
                .read(file)
                .filter(found -> Arrays.equals(found, wanted))
                .isPresent();
    }

    /**
     * Reads what a job is to start from.
     *
     * @param where the directory of a savepoint or checkpoint, or the manifest in it
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
    Optional<Manifest> find(CheckpointReference reference) throws IOException {
        StoragePath file = StoragePath.parse(reference.manifest());
        Optional<byte[]> found =
                storages.of(file).read(file).filter(bytes -> RecordFile.checksum(bytes) == reference.checksum());
        return found.isPresent() ? Optional.of(seenFromOutside(found.get(), file.parent())) : Optional.empty();
    }

    /** What is complete in a directory, by the name that a pointer would give it. */
    Optional<Complete> complete(String directory) throws IOException {
        StoragePath file = StoragePath.parse(directory).child(StoredNames.MANIFEST);
        Optional<byte[]> bytes = storages.of(file).read(file);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        Manifest manifest = FORMAT.read(bytes.get(), file);
        return Optional.of(new Complete(
                manifest,
                new CheckpointReference(manifest.checkpoint(), file.toString(), RecordFile.checksum(bytes.get()))));
    }

    /** A manifest with its name. */
    record Complete(Manifest manifest, CheckpointReference reference) {}

    /**
     * Deletes a checkpoint that no pointer names any more, as far as it can. All of its directory may go: the pointer that has
     * been written names a newer checkpoint, and no leader ever goes back to a number below that.
     */
    void delete(CheckpointReference checkpoint) {
        StoragePath directory = StoragePath.parse(checkpoint.manifest()).parent();
        // That of a savepoint is its owner's.
        if (StoredNames.numberOfCheckpoint(directory.name()).isPresent()) {
            deleteTree(directory);
        }
    }

    /** Deletes what was written for an order that came to nothing, as far as it can. */
    void deleteAborted(CheckpointOrder order) {
        StoragePath directory = StoragePath.parse(order.directory());
        if (!order.isSavepoint()) {
            // As above: these orders are cleared away when a newer checkpoint is decided.
            deleteTree(directory);
            return;
        }
        try {
            FileStorage storage = storages.of(directory);
            for (String name : storage.list(directory).orElse(List.of())) {
                if (order.hasFile(name)) {
                    storage.delete(directory.child(name));
                }
            }
            storage.delete(directory);
        } catch (IOException e) {
            LOG.warn("Expected to delete the incomplete savepoint in {}, but it stays: {}", directory, e.toString());
        }
    }

    /** Deletes all that is in the directory of a job's checkpoints but these, as far as it can. */
    void deleteAllBut(String checkpoints, Collection<CheckpointReference> kept) {
        StoragePath directory = StoragePath.parse(checkpoints);
        Set<String> names = kept.stream()
                .map(reference ->
                        StoragePath.parse(reference.manifest()).parent().name())
                .collect(Collectors.toSet());
        if (names.isEmpty()) {
            deleteTree(directory);
            return;
        }
        try {
            for (String name : storages.of(directory).list(directory).orElse(List.of())) {
                if (!names.contains(name)) {
                    deleteTree(directory.child(name));
                }
            }
        } catch (IOException e) {
            LOG.warn("Expected to clear {}, but something of it stays: {}", directory, e.toString());
        }
    }

    /** What is left is logged, and goes with the job's directory: deleting is not worth a failure. */
    void deleteTree(StoragePath directory) {
        try {
            storages.of(directory).deleteTree(directory);
        } catch (IOException e) {
            LOG.warn("Expected to delete {}, but it stays: {}", directory, e.toString());
        }
    }
}
