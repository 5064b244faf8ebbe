package dev.selvage.container.snapshot;

import dev.selvage.platform.storage.FileStorage;
import dev.selvage.platform.storage.SeekableInput;
import dev.selvage.platform.storage.StoragePath;
import dev.selvage.platform.storage.SyncableOutput;
import java.io.IOException;

/** Where the files of a job's snapshots lie: a directory that is there. Any thread. */
public record SnapshotFiles(FileStorage storage, StoragePath directory) {

    SyncableOutput create(String file) throws IOException {
        return storage.createGrowing(directory.child(file));
    }

    SeekableInput open(String file) throws IOException {
        return storage.open(directory.child(file));
    }
}
