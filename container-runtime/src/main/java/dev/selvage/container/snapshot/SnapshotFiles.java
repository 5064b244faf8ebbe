package dev.selvage.container.snapshot;

import dev.selvage.platform.storage.FileStorage;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.SeekableInput;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Where the files of a job's snapshots lie: in a directory that is there, and those of savepoints wherever their names say.
 * Any thread.
 */
public record SnapshotFiles(FileStorage storage, StoragePath directory, FileStorages elsewhere) {

    /** With savepoints where they can be reached without any settings. */
    public SnapshotFiles(FileStorage storage, StoragePath directory) {
        this(storage, directory, new FileStorages(Optional.empty()));
    }

    OutputStream create(String file) throws IOException {
        if (!isElsewhere(file)) {
            return storage.createWhole(directory.child(file));
        }
        StoragePath path = StoragePath.parse(file);
        FileStorage there = elsewhere.of(path);
        there.createDirectories(path.parent());
        return there.createWhole(path);
    }

    SeekableInput open(String file) throws IOException {
        if (!isElsewhere(file)) {
            return storage.open(directory.child(file));
        }
        StoragePath path = StoragePath.parse(file);
        return elsewhere.of(path).open(path);
    }

    private static boolean isElsewhere(String file) {
        return file.contains("/");
    }
}
