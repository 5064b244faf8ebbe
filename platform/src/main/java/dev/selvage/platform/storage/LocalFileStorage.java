package dev.selvage.platform.storage;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The local disk, for clusters of one machine and for tests. It needs a POSIX file system with hard links, since a new link
 * is the only thing there that takes a name without replacing what has it.
 *
 * <p>Plain Java cannot rename without overwriting, so three limits remain. A file that is renamed shows for a moment under
 * both names, and keeps both if its process dies in that moment. An empty directory that another process makes at the target
 * of a directory's rename, between the look and the rename, is replaced. A tree is deleted file by file.
 */
public final class LocalFileStorage implements FileStorage {

    /** One at a time in this process may make or rename directories: looking and renaming are two steps. */
    private static final Object DIRECTORIES = new Object();

    @Override
    public void createDirectories(StoragePath directory) throws IOException {
        synchronized (DIRECTORIES) {
            makeDirectories(directory, local(directory));
        }
    }

    /** Level by level, so that each new entry is synced into the directory that holds it. */
    private static void makeDirectories(StoragePath asked, Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        makeDirectories(asked, parent(directory));
        try {
            Files.createDirectory(directory);
            syncParent(directory);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw RefusedException.exists(asked);
            }
        }
    }

    @Override
    public void createDirectory(StoragePath directory) throws IOException {
        Path made = local(directory);
        try (FileChannel above = directoryFor(directory)) {
            synchronized (DIRECTORIES) {
                if (!Files.isDirectory(made)) {
                    Files.createDirectory(made);
                }
            }
            // Also of one that was there: whoever made it may have failed to sync it.
            above.force(true);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(made)) {
                throw RefusedException.exists(directory);
            }
        } catch (FileSystemException e) {
            throw explained(e, made, directory, "the directory of " + directory);
        }
    }

    @Override
    public void createAtomically(StoragePath file, byte[] content) throws IOException {
        Path temporary = local(file.parent().child(TemporaryName.next()));
        // Held open across the change: if the directory is renamed away meanwhile, this still syncs the right one.
        try (FileChannel directory = directoryFor(file)) {
            FileChannel channel = newFile(temporary, file);
            try (channel) {
                writeFully(channel, content);
                channel.force(true);
                // Decision moment: a link refuses a name that is taken, which a rename would not.
                link(temporary, file);
            } finally {
                Files.deleteIfExists(temporary);
            }
            directory.force(true);
        }
    }

    private static void writeFully(FileChannel channel, byte[] content) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }

    private static void link(Path existing, StoragePath target) throws IOException {
        try {
            Files.createLink(local(target), existing);
        } catch (FileSystemException e) {
            throw explained(e, existing, target, existing + " and the directory of " + target);
        }
    }

    @Override
    public void createMarker(StoragePath file) throws IOException {
        try (FileChannel directory = directoryFor(file)) {
            newFile(local(file), file).close();
            directory.force(true);
        }
    }

    @Override
    public SyncableOutput createGrowing(StoragePath file) throws IOException {
        return begun(file, new byte[0]);
    }

    private static SyncableOutput begun(StoragePath file, byte[] beginning) throws IOException {
        try (FileChannel directory = directoryFor(file)) {
            FileChannel channel = newFile(local(file), file);
            try {
                writeFully(channel, beginning);
                directory.force(true);
            } catch (IOException e) {
                giveUp(channel, local(file), e);
                throw e;
            }
            return new SyncableOutput(Channels.newOutputStream(channel), () -> channel.force(true));
        }
    }

    /** Nobody has what was begun, and its name is to be free for whoever tries again. */
    private static void giveUp(FileChannel begun, Path file, IOException failure) {
        try (begun) {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public OutputStream createWhole(StoragePath file, byte[] beginning) throws IOException {
        SyncableOutput growing = begun(file, beginning);
        return new FilterOutputStream(growing) {
            private boolean closed;

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                growing.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                if (closed) {
                    return;
                }
                closed = true;
                try (growing) {
                    growing.sync();
                }
            }
        };
    }

    @Override
    public void rename(StoragePath from, StoragePath to) throws IOException {
        Path source = local(from);
        Path target = local(to.outside(from));
        try (FileChannel directory = directoryFor(to)) {
            if (Files.isDirectory(source, LinkOption.NOFOLLOW_LINKS)) {
                renameDirectory(source, to);
            } else {
                link(source, to);
                unlink(source, target);
            }
            directory.force(true);
        }
        if (!from.parent().equals(to.parent())) {
            syncParent(source);
        }
    }

    private static void renameDirectory(Path source, StoragePath to) throws IOException {
        Path target = local(to);
        synchronized (DIRECTORIES) {
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                throw RefusedException.exists(to);
            }
            try {
                // Decision moment: of all who rename this directory, one finds it.
                Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileSystemException e) {
                throw explained(e, source, to, source + " and the directory of " + to);
            }
        }
    }

    /** Whoever removes the old name has renamed the file; everybody else takes the new name back. */
    private static void unlink(Path source, Path target) throws IOException {
        try {
            Files.delete(source);
        } catch (NoSuchFileException e) {
            if (Files.deleteIfExists(target)) {
                throw RefusedException.missing(source.toString(), e);
            }
            throw new IOException(
                    "Expected " + source + " or " + target
                            + ", but found neither any more. Look where their directory is"
                            + " now: it was renamed meanwhile.",
                    e);
        }
    }

    @Override
    public SeekableInput open(StoragePath file) throws IOException {
        Path path = local(file);
        try {
            if (Files.isDirectory(path)) {
                throw new NoSuchFileException(path.toString(), null, "it is a directory");
            }
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            return new SeekableInput(Channels.newInputStream(channel), channel::position);
        } catch (FileSystemException e) {
            throw isMissing(e, path) ? RefusedException.missing("a file at " + file, e) : e;
        }
    }

    @Override
    public Optional<List<String>> list(StoragePath directory) throws IOException {
        return allNames(local(directory))
                .map(names -> names.stream()
                        .filter(name -> !TemporaryName.matches(name))
                        .toList());
    }

    private static Optional<List<String>> allNames(Path directory) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Optional.empty();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Collections.sort(names);
        return Optional.of(names);
    }

    @Override
    public Optional<PathStatus> status(StoragePath path) throws IOException {
        try {
            BasicFileAttributes found = Files.readAttributes(local(path), BasicFileAttributes.class);
            long lengthBytes = found.isDirectory() ? 0 : found.size();
            return Optional.of(new PathStatus(
                    found.isDirectory(), lengthBytes, found.lastModifiedTime().toInstant()));
        } catch (FileSystemException e) {
            if (isMissing(e, local(path))) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void delete(StoragePath path) throws IOException {
        try {
            if (removed(local(path))) {
                syncParent(local(path));
            }
        } catch (DirectoryNotEmptyException e) {
            throw RefusedException.notEmpty(path);
        }
    }

    @Override
    public void deleteTree(StoragePath path) throws IOException {
        if (deleteTree(local(path))) {
            syncParent(local(path));
        }
    }

    /**
     * Deletes what no crash has to find deleted, such as temporary files; a link goes, and what it leads to stays. Somebody else may
     * be deleting it too. Returns whether there was anything.
     */
    public static boolean deleteTree(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            for (String name : allNames(path).orElse(List.of())) {
                deleteTree(path.resolve(name));
            }
        }
        return removed(path);
    }

    private static boolean removed(Path path) throws IOException {
        try {
            return Files.deleteIfExists(path);
        } catch (FileSystemException e) {
            if (isMissing(e, path)) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void deleteLeftovers(StoragePath directory) throws IOException {
        for (String name : allNames(local(directory)).orElse(List.of())) {
            if (TemporaryName.matches(name)) {
                delete(directory.child(name));
            }
        }
    }

    @Override
    public boolean renamesDirectoriesAtomically() {
        return true;
    }

    private static Path local(StoragePath path) {
        if (!path.isLocal()) {
            throw new IllegalArgumentException("Expected a path of the local disk, but found " + path
                    + ". Ask FileStorages for the storage of this path.");
        }
        return Path.of(path.path());
    }

    private static FileChannel directoryFor(StoragePath target) throws IOException {
        try {
            return FileChannel.open(local(target.parent()), StandardOpenOption.READ);
        } catch (FileSystemException e) {
            throw explained(e, local(target), target, "the directory of " + target);
        }
    }

    private static FileChannel newFile(Path file, StoragePath target) throws IOException {
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileSystemException e) {
            throw explained(e, local(target), target, "the directory of " + target);
        }
    }

    private static Path parent(Path path) {
        return path.resolveSibling("");
    }

    private static void syncParent(Path path) throws IOException {
        try (FileChannel directory = FileChannel.open(parent(path), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    /** A failed system call on the local disk has changed nothing, so that looking afterwards tells why. */
    private static FileSystemException explained(FileSystemException e, Path source, StoragePath target, String wanted)
            throws RefusedException {
        if (isMissing(e, source) || isMissing(e, local(target))) {
            throw RefusedException.missing(wanted, e);
        } else if (e instanceof FileAlreadyExistsException || Files.exists(local(target), LinkOption.NOFOLLOW_LINKS)) {
            throw RefusedException.exists(target);
        }
        return e;
    }

    /** A path through a file fails with an exception of no type of its own. */
    private static boolean isMissing(FileSystemException e, Path path) {
        return e instanceof NoSuchFileException
                || (e.getClass() == FileSystemException.class && !Files.isDirectory(parent(path)));
    }
}
