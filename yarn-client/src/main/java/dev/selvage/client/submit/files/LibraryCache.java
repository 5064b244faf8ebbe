package dev.selvage.client.submit.files;

import dev.selvage.core.launch.ContainerFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The distribution on the shared file system, each file below its checksum: uploaded by the first submission that needs it, found by
 * all others, and never changed, so that nodes may keep their copies for ever. Submissions may go on beside each other.
 */
final class LibraryCache {

    private static final int BUFFER = 1 << 16;

    private final RemoteFiles remote;
    private final Path directory;
    private final Consumer<String> tell;

    /** A cache below this directory; {@code tell} takes a sentence for a person. */
    LibraryCache(RemoteFiles remote, Path directory, Consumer<String> tell) {
        this.remote = remote;
        this.directory = directory;
        this.tell = tell;
    }

    /** Where each of these files lies, uploaded if it was missing. */
    List<ContainerFile> provide(List<LocalFile> libraries) throws IOException {
        remote.createDirectories(directory, RemoteFiles.OPEN_DIRECTORY);
        Optional<FileStatus> closed = remote.closedToOthers(directory);
        closed.ifPresent(this::tellOfClosed);
        List<ContainerFile> provided = new ArrayList<>();
        List<String> uploaded = new ArrayList<>();
        for (LocalFile library : libraries) {
            FileStatus there = provide(library, uploaded);
            // A file that is claimed to be public, and is not, fails every container on every node.
            boolean isPublic = closed.isEmpty() && isOpen(there);
            provided.add(RemoteFiles.described(there, library.link(), false, isPublic));
        }
        if (!uploaded.isEmpty()) {
            tell.accept("Uploaded " + uploaded.size() + " of " + libraries.size() + " libraries to " + directory
                    + "; the next submission finds them there.");
        }
        return provided;
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

    private FileStatus provide(LocalFile library, List<String> uploaded) throws IOException {
        Path target = new Path(new Path(directory, checksum(library.file())), library.name());
        Optional<FileStatus> found = remote.find(target);
        if (found.isEmpty()) {
            upload(library, target);
            uploaded.add(library.name());
            found = remote.find(target);
        }
        FileStatus there = found.orElseThrow(() -> new UnusableFileException("Expected " + target
                + ", which was just written, but found no such file: does somebody tidy " + directory + "?"));
        long wanted = Files.size(library.file());
        if (there.getLen() != wanted) {
            throw new UnusableFileException("Expected " + target + " to have the " + wanted + " bytes of "
                    + library.file() + ", but found " + there.getLen() + ". Delete it, so that it is uploaded again.");
        }
        return there;
    }

    private void upload(LocalFile library, Path target) throws IOException {
        remote.createDirectories(target.getParent(), RemoteFiles.OPEN_DIRECTORY);
        Path temporary = new Path(target.getParent(), "." + UUID.randomUUID());
        boolean renamed = false;
        try {
            remote.upload(library.file(), temporary, RemoteFiles.OPEN_FILE);
            // Decision moment: of several clients that upload it at once one gives it its name, and all use that one.
            renamed = remote.rename(temporary, target);
        } finally {
            if (!renamed) {
                remote.delete(temporary);
            }
        }
    }

    private static String checksum(java.nio.file.Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected SHA-256, which every Java platform has", e);
        }
    }
}
