package dev.selvage.platform.storage;

import java.io.Closeable;
import java.io.IOException;

/**
 * A file that was begun before its content was known, where beginning takes time. It shows under no name until it is whole.
 * One thread at a time; calls block.
 */
public interface PreparedFile extends Closeable {

    /**
     * Ends it: as {@link FileStorage#createAtomically}, with what it was begun with and this behind. Of use once, also if
     * that fails.
     *
     * @param file a name in the directory in which it was begun
     */
    void createAtomically(StoragePath file, byte[] rest) throws IOException;

    /** Gives it up, unless it has its name. */
    @Override
    void close() throws IOException;
}
