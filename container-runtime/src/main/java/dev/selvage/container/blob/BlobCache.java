package dev.selvage.container.blob;

import dev.selvage.platform.blob.Blob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Blobs as files of this process, each once, whoever needs it, and for as long as anybody does. A file has its name only once it
 * is whole. Any thread may call; calls block.
 */
final class BlobCache {

    private static final Logger LOG = LogManager.getLogger(BlobCache.class);

    private final Path directory;
    private final Map<Blob, Kept> kept = new ConcurrentHashMap<>();

    /** Brings a blob. */
    @FunctionalInterface
    interface Bringing {

        /** Writes the whole of it to a file that is not there yet, or fails. */
        void bring(Path to) throws IOException;
    }

    /** A file and how many hold it; its lock is held while the file comes or goes. */
    private final class Kept {

        private final Path file;
        private int holders;

        Kept(Blob blob) {
            file = directory.resolve(blob.sha256());
        }
    }

    BlobCache(Path directory) {
        this.directory = directory;
    }

    /** The file of a blob, which is brought if nobody has it yet; it stays until it is let go as often as it was held. */
    Path hold(Blob blob, Bringing bringing) throws IOException {
        Kept one = kept.compute(blob, (key, before) -> {
            Kept known = before == null ? new Kept(key) : before;
            known.holders++;
            return known;
        });
        synchronized (one) {
            try {
                if (!Files.exists(one.file)) {
                    Path part = directory.resolve(blob.sha256() + ".part");
                    Files.deleteIfExists(part);
                    bringing.bring(part);
                    Files.move(part, one.file, StandardCopyOption.ATOMIC_MOVE);
                }
                return one.file;
            } catch (IOException | RuntimeException e) {
                letGo(blob);
                throw e;
            }
        }
    }

    /** One who held it needs it no more. */
    void letGo(Blob blob) {
        kept.computeIfPresent(blob, (key, one) -> {
            one.holders--;
            if (one.holders > 0) {
                return one;
            }
            delete(one.file);
            delete(directory.resolve(blob.sha256() + ".part"));
            return null;
        });
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("Expected to delete {}, which no job needs any more, but it stays: {}", file, e.toString());
        }
    }
}
