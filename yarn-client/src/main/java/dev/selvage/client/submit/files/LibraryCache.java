package dev.selvage.client.submit.files;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The distribution on the shared file system, below its checksum: uploaded by the first submission that needs it, found by all others,
 * and never changed, so that nodes may keep their copies for ever. Submissions may go on beside each other.
 */
final class LibraryCache {

    private final RemoteFiles remote;
    private final Path directory;
    private final Consumer<String> tell;

    /** A cache below this directory; {@code tell} takes a sentence for a person. */
    LibraryCache(RemoteFiles remote, Path directory, Consumer<String> tell) {
        this.remote = remote;
        this.directory = directory;
        this.tell = tell;
    }

    /**
     * What lies in the cache.
     *
     * @param isPublic whether nodes may share what lies beside it too, if everybody may read that
     */
    record Cached(FileStatus archive, boolean isPublic) {

        Path directory() {
            return archive.getPath().getParent();
        }
    }

    /** Where the archive lies, uploaded if it was missing. */
    Cached provide(LibraryArchive archive) throws IOException {
        remote.createDirectories(directory, RemoteFiles.OPEN_DIRECTORY);
        Optional<FileStatus> closed = remote.closedToOthers(directory);
        closed.ifPresent(this::tellOfClosed);
        FileStatus there = placed(archive);
        // A file that is claimed to be public, and is not, fails every container on every node.
        return new Cached(there, closed.isEmpty() && isOpen(there));
    }

    private void tellOfClosed(FileStatus closed) {
        tell.accept(
                "Expected others to be allowed into " + closed.getPath() + ", so that nodes can share the libraries in "
                        + directory + " among applications, but found its permissions to be " + closed.getPermission()
                        + ". Each application fetches them anew. Allow it (hdfs dfs -chmod o+x), or set yarn.library-cache-dir"
                        + " to a directory that everybody may enter.");
    }

    private boolean isOpen(FileStatus file) throws IOException {
        // All above it have been looked at, once for all files.
        return RemoteFiles.readableByOthers(file)
                && remote.find(file.getPath().getParent())
                        .filter(RemoteFiles::enteredByOthers)
                        .isPresent();
    }

    private FileStatus placed(LibraryArchive archive) throws IOException {
        Path target = new Path(new Path(directory, archive.checksum()), LibraryArchive.FILE);
        Optional<FileStatus> found = remote.find(target);
        if (found.isEmpty()) {
            remote.createDirectories(target.getParent(), RemoteFiles.OPEN_DIRECTORY);
            place(remote, target, archive::writeTo);
            tell.accept("Uploaded " + archive.count() + " libraries to " + target
                    + "; the next submission finds them there.");
            found = remote.find(target);
        }
        FileStatus there = found.orElseThrow(() -> new UnusableFileException("Expected " + target
                + ", which was just written, but found no such file: does somebody tidy " + directory + "?"));
        if (there.getLen() < archive.bytes()) {
            throw new UnusableFileException("Expected " + target + " to hold the " + archive.bytes()
                    + " bytes of the libraries, but found " + there.getLen()
                    + ". Delete it, so that it is uploaded again.");
        }
        return there;
    }

    /** Makes a file that shows whole or not at all. */
    static void place(RemoteFiles remote, Path target, RemoteFiles.Content content) throws IOException {
        Path temporary = new Path(target.getParent(), "." + UUID.randomUUID());
        boolean renamed = false;
        try {
            remote.write(temporary, content, RemoteFiles.OPEN_FILE);
            // Decision moment: of several clients that upload it at once one gives it its name, and all use that one.
            renamed = remote.rename(temporary, target);
        } finally {
            if (!renamed) {
                remote.delete(temporary);
            }
        }
    }
}
