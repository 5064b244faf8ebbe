package dev.selvage.connector.files;

import java.io.Serializable;

/**
 * The lines of a file that begin at or behind {@code offset} and before {@code end}.
 *
 * @param file its address
 * @param offset in bytes; of a compressed file, in bytes of what it holds
 * @param end in bytes, or {@link #WHOLE}
 */
public record FileSplit(String file, long offset, long end) implements Serializable {
    /** The end of a split that has no other than that of the file. */
    public static final long WHOLE = Long.MAX_VALUE;
}
