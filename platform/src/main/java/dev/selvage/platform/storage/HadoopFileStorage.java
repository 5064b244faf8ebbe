package dev.selvage.platform.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIsNotEmptyDirectoryException;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.hdfs.protocol.AlreadyBeingCreatedException;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.security.AccessControlException;

/**
 * HDFS, and whatever else Hadoop's {@link FileContext} opens. Not {@code FileSystem}: its rename moves into a directory that
 * stands at the target and tells refusals by {@code false}, while this one's is a single step that says why not.
 *
 * <p>A refusal can be trusted although Hadoop's client repeats requests by itself: the NameNode remembers what it answered
 * (its retry cache), so that nobody is refused because of his own first try. Hadoop's view of the local disk is not for here:
 * its rename looks first and replaces then, and it leaves checksum files beside ours.
 */
public final class HadoopFileStorage implements FileStorage {

    /**
     * DataNodes sync each block when it ends. That spares what a sync costs before the close: a round trip to the DataNodes,
     * and one to the NameNode, which is told how far the file has come.
     */
    private static final EnumSet<CreateFlag> SYNCED_WHEN_CLOSED = EnumSet.of(CreateFlag.CREATE, CreateFlag.SYNC_BLOCK);

    private final String fileSystem;
    private final URI root;
    private final FileContext files;

    /**
     * Opens a file system.
     *
     * @param fileSystem what its paths call it
     * @param root the same as a URI with an authority, which paths may leave to Hadoop's configuration
     */
    HadoopFileStorage(String fileSystem, URI root, Configuration configuration) throws IOException {
        this.fileSystem = fileSystem;
        this.root = root;
        this.files = FileContext.getFileContext(root, ours(configuration));
    }

    private static Configuration ours(Configuration configuration) {
        Configuration ours = new Configuration(configuration);
        HdfsClosing.withoutDelay(ours);
        // Threads hand packets on five times on their way, so that larger ones arrive sooner where processors are busy.
        ours.setInt("dfs.client-write-packet-size", 256 * 1024);
        return ours;
    }

    @Override
    public void createDirectories(StoragePath directory) throws IOException {
        try {
            files.mkdir(hadoop(directory), FileContext.DIR_DEFAULT_PERM, true);
        } catch (FileAlreadyExistsException | ParentNotDirectoryException e) {
            throw RefusedException.exists(directory);
        }
    }

    @Override
    public void createDirectory(StoragePath directory) throws IOException {
        try {
            // Without the option to create parents, a missing one is an error.
            files.mkdir(hadoop(directory), FileContext.DIR_DEFAULT_PERM, false);
        } catch (IOException e) {
            throw explained(e, directory, directory, "the directory of " + directory);
        }
    }

    @Override
    public void createAtomically(StoragePath file, byte[] content) throws IOException {
        StoragePath temporary = file.parent().child(TemporaryName.next());
        try (FSDataOutputStream out = create(temporary, file, SYNCED_WHEN_CLOSED)) {
            out.write(content);
        }
        appear(temporary, file);
    }

    private void appear(StoragePath temporary, StoragePath file) throws IOException {
        try {
            // Decision moment: of all who rename to this name, one is not refused.
            rename(temporary, file);
        } catch (RefusedException e) {
            deleteUnlessThatFails(temporary, e);
            throw e;
        }
    }

    @Override
    public PreparedFile prepare(StoragePath directory, byte[] beginning) throws IOException {
        StoragePath temporary = directory.child(TemporaryName.next());
        FSDataOutputStream out = begun(temporary, beginning);
        return new PreparedFile() {
            private boolean ended;

            @Override
            public void createAtomically(StoragePath file, byte[] rest) throws IOException {
                ended = true;
                try (out) {
                    out.write(rest);
                }
                appear(temporary, file);
            }

            @Override
            public void close() throws IOException {
                if (!ended) {
                    ended = true;
                    out.close();
                    delete(temporary);
                }
            }
        };
    }

    /** The failure is the answer; what is left over does not change it. */
    private void deleteUnlessThatFails(StoragePath leftOver, IOException failure) {
        try {
            delete(leftOver);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public void createMarker(StoragePath file) throws IOException {
        // Decision moment: creating decides; the close that follows only ends the lease.
        create(file, file, EnumSet.of(CreateFlag.CREATE)).close();
    }

    @Override
    public SyncableOutput createGrowing(StoragePath file) throws IOException {
        FSDataOutputStream out = create(file, file, EnumSet.of(CreateFlag.CREATE));
        return new SyncableOutput(out, out::hsync);
    }

    @Override
    public OutputStream createWhole(StoragePath file, byte[] beginning) throws IOException {
        return begun(file, beginning);
    }

    /** A file that the NameNode has, and the DataNodes too if there is something in it. */
    private FSDataOutputStream begun(StoragePath file, byte[] beginning) throws IOException {
        FSDataOutputStream out = create(file, file, SYNCED_WHEN_CLOSED);
        if (beginning.length > 0) {
            try {
                out.write(beginning);
                out.hflush();
            } catch (IOException e) {
                giveUp(out, file, e);
                throw e;
            }
        }
        return out;
    }

    /** Nobody has what was begun, and its name is to be free for whoever tries again. */
    private void giveUp(FSDataOutputStream begun, StoragePath file, IOException failure) {
        closeAfter(failure, begun);
        deleteUnlessThatFails(file, failure);
    }

    private static void closeAfter(IOException failure, FSDataOutputStream out) {
        try {
            out.close();
        } catch (IOException alsoThrown) {
            failure.addSuppressed(alsoThrown);
        }
    }

    private FSDataOutputStream create(StoragePath file, StoragePath target, EnumSet<CreateFlag> how)
            throws IOException {
        try {
            // Without the option to create parents, a missing one is an error.
            return files.create(hadoop(file), how);
        } catch (IOException e) {
            throw explained(e, file, target, "the directory of " + target);
        }
    }

    @Override
    public void rename(StoragePath from, StoragePath to) throws IOException {
        try {
            // Without the option to overwrite, whatever stands at the target is an error.
            files.rename(hadoop(from), hadoop(to.outside(from)));
        } catch (IOException e) {
            throw explained(e, from, to, from + " and the directory of " + to);
        }
    }

    @Override
    public SeekableInput open(StoragePath file) throws IOException {
        try {
            FSDataInputStream in = files.open(hadoop(file));
            return new SeekableInput(in, in::seek);
        } catch (IOException e) {
            throw isMissing(e, file) ? RefusedException.missing("a file at " + file, e) : e;
        }
    }

    @Override
    public Optional<List<String>> list(StoragePath directory) throws IOException {
        return listStatus(directory).map(entries -> List.copyOf(entries.keySet()));
    }

    /** The NameNode tells names and statuses together, many in one answer. */
    @Override
    public Optional<SortedMap<String, PathStatus>> listStatus(StoragePath directory) throws IOException {
        Optional<SortedMap<String, PathStatus>> entries = allEntries(directory);
        entries.ifPresent(all -> all.keySet().removeIf(TemporaryName::matches));
        return entries;
    }

    private Optional<SortedMap<String, PathStatus>> allEntries(StoragePath directory) throws IOException {
        TreeMap<String, PathStatus> found = new TreeMap<>();
        try {
            RemoteIterator<FileStatus> entries = files.listStatus(hadoop(directory));
            while (entries.hasNext()) {
                FileStatus entry = entries.next();
                if (entry.getPath().toUri().getPath().equals(directory.path())) {
                    // Hadoop lists a file as if it were a directory that holds itself.
                    return Optional.empty();
                }
                found.put(entry.getPath().getName(), ours(entry));
            }
        } catch (IOException e) {
            if (isMissing(e, directory)) {
                return Optional.empty();
            }
            throw e;
        }
        return Optional.of(found);
    }

    private static PathStatus ours(FileStatus found) {
        return new PathStatus(found.isDirectory(), found.getLen(), Instant.ofEpochMilli(found.getModificationTime()));
    }

    @Override
    public Optional<PathStatus> status(StoragePath path) throws IOException {
        try {
            return Optional.of(ours(files.getFileStatus(hadoop(path))));
        } catch (IOException e) {
            if (isMissing(e, path)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void delete(StoragePath path) throws IOException {
        try {
            delete(path, false);
        } catch (PathIsNotEmptyDirectoryException e) {
            throw RefusedException.notEmpty(path);
        }
    }

    @Override
    public void deleteTree(StoragePath path) throws IOException {
        delete(path, true);
    }

    private void delete(StoragePath path, boolean withAllInIt) throws IOException {
        try {
            files.delete(hadoop(path), withAllInIt);
        } catch (IOException e) {
            if (!isMissing(e, path)) {
                throw e;
            }
        }
    }

    @Override
    public void deleteLeftovers(StoragePath directory) throws IOException {
        for (String name : allEntries(directory).orElse(new TreeMap<>()).keySet()) {
            if (TemporaryName.matches(name)) {
                delete(directory.child(name));
            }
        }
    }

    @Override
    public boolean renamesDirectoriesAtomically() {
        // Others may do so as well, but none is held to our contract by a test.
        return fileSystem.startsWith("hdfs:");
    }

    private Path hadoop(StoragePath path) {
        if (!path.fileSystem().equals(fileSystem)) {
            throw new IllegalArgumentException("Expected a path on " + fileSystem + ", but found " + path
                    + ". Ask FileStorages for the storage of this path.");
        }
        return new Path(root.getScheme(), root.getAuthority(), path.path());
    }

    /** What HDFS answers is final; of some answers one has to look what they mean. */
    private IOException explained(IOException e, StoragePath source, StoragePath target, String wanted)
            throws IOException {
        IOException cause = e instanceof RemoteException remote
                ? remote.unwrapRemoteException(AlreadyBeingCreatedException.class)
                : e;
        if (cause instanceof FileAlreadyExistsException || cause instanceof AlreadyBeingCreatedException) {
            throw RefusedException.exists(target);
        } else if (isMissing(cause, source) || isMissing(cause, target)) {
            throw RefusedException.missing(wanted, cause);
        } else if (isOfNoType(cause) && status(target).isPresent()) {
            // A file cannot replace a directory, nor the reverse.
            throw RefusedException.exists(target);
        }
        return cause;
    }

    /** What the NameNode finds wrong with a request, where it has no exception for it; never that it could not serve it. */
    private static boolean isOfNoType(IOException e) {
        return e instanceof RemoteException remote && remote.getClassName().equals(IOException.class.getName());
    }

    private boolean isMissing(IOException e, StoragePath path) throws IOException {
        return e instanceof FileNotFoundException
                || e instanceof ParentNotDirectoryException
                || (e instanceof AccessControlException && isBelowAFile(path));
    }

    /** Sometimes HDFS calls it a lack of rights that one cannot go through a file. */
    private boolean isBelowAFile(StoragePath path) throws IOException {
        StoragePath above = path.parent();
        try {
            return !files.getFileStatus(hadoop(above)).isDirectory();
        } catch (ParentNotDirectoryException e) {
            return true;
        } catch (FileNotFoundException e) {
            return false;
        } catch (AccessControlException e) {
            return !above.equals(path) && isBelowAFile(above);
        }
    }
}
