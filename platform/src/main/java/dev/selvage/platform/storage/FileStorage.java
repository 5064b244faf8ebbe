package dev.selvage.platform.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A file system, reduced to what decisions and their data need. Nothing is ever overwritten, no directory comes into being
 * on the way to a file, and what a method has done when it returns is durable. Any thread may call; calls block.
 *
 * <p>A change has three outcomes: it is done; it is refused, which is a {@link RefusedException}; or it is unknown, which is
 * any other {@link IOException}. Because a request that failed may still be carried out, unknown means: look again.
 */
public interface FileStorage {

    /** Makes a directory and those above it; fine if they are there. Refused if a file stands in their place. */
    void createDirectories(StoragePath directory) throws IOException;

    /**
     * Makes a directory in one that is there; fine if it is there itself. It is the quickest thing to make that can be seen,
     * so of what a name can say, the name is the message. Refused if a file stands in its place.
     */
    void createDirectory(StoragePath directory) throws IOException;

    /** Makes a whole file, which shows under its name at once with all its content, or not at all. */
    void createAtomically(StoragePath file, byte[] content) throws IOException;

    /** The same for content that is too large to be held. */
    default void createAtomically(StoragePath file, InputStream content) throws IOException {
        StoragePath aside = file.parent().entry(TemporaryName.next());
        try {
            try (OutputStream out = createWhole(aside)) {
                content.transferTo(out);
            }
            rename(aside, file);
        } catch (IOException e) {
            try {
                delete(aside);
            } catch (IOException alsoThrown) {
                e.addSuppressed(alsoThrown);
            }
            throw e;
        }
    }

    /**
     * Begins a file in a directory, for whoever waits for the rest of what is to be in it.
     *
     * @param beginning at least one byte
     */
    default PreparedFile prepare(StoragePath directory, byte[] beginning) throws IOException {
        return new PreparedFile() {
            @Override
            public void createAtomically(StoragePath file, byte[] rest) throws IOException {
                byte[] whole = Arrays.copyOf(beginning, beginning.length + rest.length);
                System.arraycopy(rest, 0, whole, beginning.length, rest.length);
                FileStorage.this.createAtomically(file, whole);
            }

            @Override
            public void close() {}
        };
    }

    /** Makes an empty file. The name is the message: of all who try, one succeeds. */
    void createMarker(StoragePath file) throws IOException;

    /** Makes a file for bulk data, which shows while it grows. */
    SyncableOutput createGrowing(StoragePath file) throws IOException;

    /**
     * The same for data that counts only when it is whole: once its closing returns all of it is durable, which takes fewer
     * round trips than a sync and a close.
     */
    default OutputStream createWhole(StoragePath file) throws IOException {
        return createWhole(file, new byte[0]);
    }

    /**
     * The same for whoever waits for what to write.
     *
     * @param beginning what the file begins with; if it is not empty it is on its way to where it will lie when this returns,
     *     so that nobody waits for that way later
     */
    OutputStream createWhole(StoragePath file, byte[] beginning) throws IOException;

    /** Moves a file, or a directory with all in it, in one step to a name that is free; never into what stands there. */
    void rename(StoragePath from, StoragePath to) throws IOException;

    /** All of a file, or nothing if no file is there. */
    default Optional<byte[]> read(StoragePath file) throws IOException {
        try (SeekableInput in = open(file)) {
            return Optional.of(in.readAllBytes());
        } catch (RefusedException e) {
            return Optional.empty();
        }
    }

    /** Opens a file for reading. Refused if it is not there. */
    SeekableInput open(StoragePath file) throws IOException;

    /**
     * The names in a directory, sorted, or nothing if no directory is there. What is being made or removed meanwhile may show
     * or not.
     */
    Optional<List<String>> list(StoragePath directory) throws IOException;

    /** The same, with what stands under each name. */
    default Optional<SortedMap<String, PathStatus>> listStatus(StoragePath directory) throws IOException {
        Optional<List<String>> names = list(directory);
        if (names.isEmpty()) {
            return Optional.empty();
        }
        TreeMap<String, PathStatus> found = new TreeMap<>();
        for (String name : names.get()) {
            // What was removed since the list was made does not show.
            status(directory.entry(name)).ifPresent(status -> found.put(name, status));
        }
        return Optional.of(found);
    }

    /** What stands at a path, or nothing if nothing does. */
    Optional<PathStatus> status(StoragePath path) throws IOException;

    /** Removes a file or an empty directory; fine if it is gone already. Refused if it is a directory that holds something. */
    void delete(StoragePath path) throws IOException;

    /** Removes a file or a directory with all in it; fine if it is gone already. */
    void deleteTree(StoragePath path) throws IOException;

    /**
     * Removes what {@link #createAtomically} left in a directory when its process died. Only for whoever is alone in
     * creating files there, such as a leader that has just fenced the one before.
     */
    void deleteLeftovers(StoragePath directory) throws IOException;

    /**
     * Whether renaming a directory is one step that all agree on, and so can decide who leads. Where it is not, creating
     * without overwriting is only as good as the file system behind makes it.
     */
    boolean renamesDirectoriesAtomically();
}
