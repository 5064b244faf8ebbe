package dev.selvage.container.blob;

import dev.selvage.platform.storage.LocalFileStorage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * A directory that one process has for itself, and that goes with it. A process that is killed leaves its directory behind, but
 * not the lock in it: the next process that begins here finds that out, and clears it away.
 */
public final class BlobDirectory implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(BlobDirectory.class);

    private static final String NAME = "selvage-taskmanager-";
    /** Until its lock is held, nobody takes it for one that was left behind. */
    private static final String BEGINNING = "selvage-new-";

    private static final String LOCK = "lock";
    /** Looking at the lock of one of these would lose it: the system forgets all locks of a process on a file that it closes. */
    private static final Set<Path> OF_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lock;

    private BlobDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Makes one below this directory, which others may use too, and clears away what the dead have left there. */
    public static BlobDirectory in(Path temporary) throws IOException {
        Files.createDirectories(temporary);
        Path begun = Files.createTempDirectory(temporary, BEGINNING);
        FileChannel lock =
                FileChannel.open(begun.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            FileLock unused = lock.lock();
            String own = String.valueOf(begun.getFileName()).substring(BEGINNING.length());
            Path path = temporary.resolve(NAME + own);
            OF_THIS_PROCESS.add(path.toAbsolutePath());
            BlobDirectory made = new BlobDirectory(Files.move(begun, path), lock);
            clearAway(temporary);
            return made;
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    private static void clearAway(Path temporary) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(temporary, NAME + "*")) {
            for (Path each : found) {
                if (OF_THIS_PROCESS.contains(each.toAbsolutePath())) {
                    continue;
                }
                // It may be another user's, or another process may be clearing it away.
                try (FileChannel lock = FileChannel.open(each.resolve(LOCK), StandardOpenOption.WRITE)) {
                    FileLock taken = lock.tryLock();
                    if (taken != null) {
                        LOG.info("{} was left behind by a process that is gone, and is deleted.", each);
                        LocalFileStorage.deleteTree(each);
                    }
                } catch (IOException e) {
                    LOG.debug("{} is somebody's", each, e);
                }
            }
        }
    }

    public Path path() {
        return path;
    }

    /** Deletes it with all that is in it. */
    @Override
    public void close() {
        try (lock) {
            LocalFileStorage.deleteTree(path);
            OF_THIS_PROCESS.remove(path.toAbsolutePath());
        } catch (IOException e) {
            LOG.warn("Expected to delete {}, but something of it stays: {}", path, e.toString());
        }
    }
}
