package dev.selvage.jobmanager.store;

import dev.selvage.core.checkpoint.CheckpointKind;
import dev.selvage.core.checkpoint.Manifest;
import dev.selvage.platform.storage.FileStorage;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;

/** Deletes savepoints, and nothing else. Any thread may call; calls block. */
public record SavepointDisposal(FileStorages storages) {

    /**
     * The directory that a user means.
     *
     * @param where the savepoint's directory, or the manifest in it
     */
    public static StoragePath directory(String where) {
        StoragePath path = StoragePath.parse(where.replaceAll("(?<=[^/:])/+$", ""));
        return path.name().equals(StoredNames.MANIFEST) ? path.parent() : path;
    }

    /**
     * Deletes a savepoint: its manifest, the snapshots that it names, and the directory if nothing else is in it.
     *
     * @throws IOException with a sentence if it is none, before anything is touched
     */
    public void dispose(StoragePath directory) throws IOException {
        Manifest manifest = new Savepoints(storages).read(directory.toString());
        if (manifest.kind() != CheckpointKind.SAVEPOINT) {
            throw new IOException("Expected a savepoint in " + directory + ", but found a checkpoint of job "
                    + manifest.job() + ", which the job's cluster keeps and deletes: nothing is deleted.");
        }
        FileStorage storage = storages.of(directory);
        // Decision moment: from here on nobody can start from it, though most of it may still be there.
        storage.delete(directory.child(StoredNames.MANIFEST));
        TreeSet<String> own = new TreeSet<>(manifest.files());
        List<String> names = storage.list(directory).orElse(List.of());
        boolean isAlone = true;
        for (String name : names) {
            String file = directory + "/" + name;
            if (own.contains(file)) {
                storage.delete(StoragePath.parse(file));
            } else {
                isAlone = false;
            }
        }
        if (isAlone) {
            storage.delete(directory);
        }
    }
}
