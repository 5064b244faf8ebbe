package dev.selvage.container.snapshot;

import dev.selvage.platform.storage.FileStorage;
import dev.selvage.platform.storage.RefusedException;
import dev.selvage.platform.storage.SeekableInput;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The files of snapshots, wherever their full names say. Any thread. */
public record SnapshotFiles(Storages storages) {

    private static final byte[] BEGINNING = "SLVGSNAP".getBytes(StandardCharsets.US_ASCII);

    /** Finds the storage that takes a path. */
    @FunctionalInterface
    public interface Storages {
        FileStorage of(StoragePath path) throws IOException;
    }

    /**
     * A file that is being written.
     *
     * @param begin where its snapshot begins
     */
    record NewFile(OutputStream out, int begin) {}

    NewFile create(String file) throws IOException {
        return create(file, new byte[0]);
    }

    /** Begins a file whose snapshot is yet to come, with a word in front of it, so that there is something to send. */
    NewFile begin(String file) throws IOException {
        return create(file, BEGINNING);
    }

    /** The first of all who write into a checkpoint's directory makes it; most find it there. */
    private NewFile create(String file, byte[] beginning) throws IOException {
        StoragePath path = StoragePath.parse(file);
        FileStorage storage = storages.of(path);
        try {
            return new NewFile(storage.createWhole(path, beginning), beginning.length);
        } catch (RefusedException e) {
            if (e.reason() != RefusedException.Reason.MISSING) {
                throw e;
            }
            storage.createDirectories(path.parent());
            return new NewFile(storage.createWhole(path, beginning), beginning.length);
        }
    }

    /** Ends what {@link #begin} began and nobody wants. */
    void giveUp(String name, NewFile file) throws IOException {
        StoragePath path = StoragePath.parse(name);
        try (OutputStream out = file.out()) {
            out.flush();
        } finally {
            storages.of(path).delete(path);
        }
    }

    SeekableInput open(String file) throws IOException {
        StoragePath path = StoragePath.parse(file);
        return storages.of(path).open(path);
    }
}
