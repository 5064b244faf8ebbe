package dev.selvage.container.snapshot;

import dev.selvage.platform.storage.FileStorage;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.SeekableInput;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where the files of a job's snapshots lie: in a directory that is there, and those of savepoints wherever their names say.
 * Any thread.
 */
public record SnapshotFiles(FileStorage storage, StoragePath directory, FileStorages elsewhere) {

    private static final byte[] BEGINNING = "SLVGSNAP".getBytes(StandardCharsets.US_ASCII);

    /** With savepoints where they can be reached without any settings. */
    public SnapshotFiles(FileStorage storage, StoragePath directory) {
        this(storage, directory, new FileStorages(Optional.empty()));
    }

    /**
     * A file that is being written.
     *
     * @param begin where its snapshot begins
     */
    record NewFile(OutputStream out, int begin) {}

    NewFile create(String file) throws IOException {
        if (!isElsewhere(file)) {
            return new NewFile(storage.createWhole(directory.child(file)), 0);
        }
        StoragePath path = StoragePath.parse(file);
        FileStorage there = elsewhere.of(path);
        there.createDirectories(path.parent());
        return new NewFile(there.createWhole(path), 0);
    }

    /** Begins a file whose snapshot is yet to come, with a word in front of it, so that there is something to send. */
    NewFile begin(String file) throws IOException {
        return new NewFile(storage.createWhole(directory.child(file), BEGINNING), BEGINNING.length);
    }

    /** Ends what {@link #begin} began and nobody wants. */
    void giveUp(String name, NewFile file) throws IOException {
        try (OutputStream out = file.out()) {
            out.flush();
        } finally {
            storage.delete(directory.child(name));
        }
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
