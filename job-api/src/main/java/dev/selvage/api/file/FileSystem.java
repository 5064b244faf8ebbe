package dev.selvage.api.file;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A file system as a connector needs it. Nothing is ever overwritten. Any thread may call; calls block.
 *
 * <pre>{@code
 * long bytesIn(FileSystem files, URI directory) throws IOException {
 *     long bytes = 0;
 *     for (FileStatus each : files.list(directory)) {
 *         bytes += each.length();
 *     }
 *     return bytes;
 * }
 * }</pre>
 */
public interface FileSystem {
    /** Opens a file for reading from a position on. Fails if it is not there. */
    InputStream open(URI file, long position) throws IOException;

    /** Makes a file and the directories above it. Fails if something has that name. */
    FileOutput create(URI file) throws IOException;

    /**
     * Moves a file to a name that is free, in one step, and makes the directories above it.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the name is taken
     * @throws java.nio.file.NoSuchFileException if there is nothing to move
     */
    void rename(URI from, URI to) throws IOException;

    /** Removes a file; gone already is gone. */
    void delete(URI file) throws IOException;

    /** What is in a directory, by name; nothing if it is not there. */
    List<FileStatus> list(URI directory) throws IOException;

    /** What has this name, if anything has. */
    Optional<FileStatus> status(URI path) throws IOException;
}
