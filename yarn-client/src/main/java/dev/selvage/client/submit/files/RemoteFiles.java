package dev.selvage.client.submit.files;

import dev.selvage.core.launch.ContainerFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.security.AccessControlException;

/**
 * The file system that the nodes share, in terms of what YARN wants of files: sizes, times and permissions. Not platform.storage, which
 * knows nothing of those. Any thread may call; calls block.
 */
final class RemoteFiles {

    static final FsPermission OPEN_DIRECTORY = new FsPermission((short) 0755);
    static final FsPermission OPEN_FILE = new FsPermission((short) 0644);
    static final FsPermission OWN_DIRECTORY = new FsPermission((short) 0700);
    static final FsPermission OWN_FILE = new FsPermission((short) 0600);

    private final Configuration hadoop;
    private final int replication;

    /** The file systems that these settings name; files get as many copies, or as many as the file system likes if it is -1. */
    RemoteFiles(Configuration hadoop, int replication) {
        this.hadoop = hadoop;
        this.replication = replication;
    }

    private FileSystem of(Path path) throws IOException {
        return path.getFileSystem(hadoop);
    }

    /** The same with scheme and authority, so that it means the same on every node. */
    Path qualified(Path path) throws IOException {
        return of(path).makeQualified(path);
    }

    Optional<FileStatus> find(Path path) throws IOException {
        try {
            return Optional.of(of(path).getFileStatus(path));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    /**
     * Creates the directory and all above it that are missing, with these permissions for each of them; those that are there stay
     * as they are.
     */
    void createDirectories(Path directory, FsPermission permission) throws IOException {
        List<Path> missing = new ArrayList<>();
        Path above = directory;
        while (find(above).isEmpty()) {
            missing.add(0, above);
            Path parent = above.getParent();
            if (parent == null) {
                break;
            }
            above = parent;
        }
        for (Path created : missing) {
            of(created).mkdirs(created, permission);
            // The umask of the client takes rights away from what is created, and says nothing.
            of(created).setPermission(created, permission);
        }
    }

    /** Copies a file from this machine. A file at the target is an error. */
    void upload(java.nio.file.Path local, Path target, FsPermission permission) throws IOException {
        try (OutputStream out = of(target).create(target, false)) {
            Files.copy(local, out);
        }
        settle(target, permission);
    }

    /** Something to write into a file. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    void write(Path target, Content content, FsPermission permission) throws IOException {
        try (OutputStream out = of(target).create(target, false)) {
            content.writeTo(out);
        }
        settle(target, permission);
    }

    private void settle(Path file, FsPermission permission) throws IOException {
        of(file).setPermission(file, permission);
        if (replication > 0) {
            of(file).setReplication(file, (short) replication);
        }
    }

    /** Gives a file its name, unless somebody else has given that to another one; returns whether it did. */
    boolean rename(Path from, Path to) throws IOException {
        try {
            // Not FileSystem's rename, which moves into a directory that stands there and tells refusals by false
            // alone.
            FileContext.getFileContext(from.toUri(), hadoop).rename(from, to);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    void delete(Path path) throws IOException {
        of(path).delete(path, true);
    }

    InputStream open(Path file) throws IOException {
        return of(file).open(file);
    }

    /** What is in a directory; nothing if there is none. */
    List<FileStatus> list(Path directory) throws IOException {
        try {
            return List.of(of(directory).listStatus(directory));
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }

    /** All files below a directory. */
    List<FileStatus> filesBelow(Path directory) throws IOException {
        List<FileStatus> files = new ArrayList<>();
        RemoteIterator<LocatedFileStatus> found = of(directory).listFiles(directory, true);
        while (found.hasNext()) {
            files.add(found.next());
        }
        return files;
    }

    /** The first of a path and all above it that others may not enter, as YARN looks at it before it takes a file as public. */
    Optional<FileStatus> closedToOthers(Path directory) throws IOException {
        for (Path above = directory; above != null; above = above.getParent()) {
            FileStatus status = of(above).getFileStatus(above);
            if (!enteredByOthers(status)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }

    /** Whether we may make files in a directory. */
    boolean isWritable(Path directory) throws IOException {
        try {
            of(directory).access(directory, FsAction.WRITE_EXECUTE);
            return true;
        } catch (AccessControlException e) {
            return false;
        }
    }

    static boolean enteredByOthers(FileStatus directory) {
        return directory.getPermission().getOtherAction().implies(FsAction.EXECUTE);
    }

    /** Whether others may read the file itself; to YARN an encrypted one is always private, as only its reader has the key. */
    static boolean readableByOthers(FileStatus file) {
        return file.getPermission().getOtherAction().implies(FsAction.READ) && !file.isEncrypted();
    }

    /** As YARN wants it described. */
    static ContainerFile described(FileStatus file, String link, boolean isArchive, boolean isPublic) {
        return new ContainerFile(
                link, file.getPath().toString(), file.getLen(), file.getModificationTime(), isArchive, isPublic);
    }
}
