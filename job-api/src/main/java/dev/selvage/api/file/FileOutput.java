package dev.selvage.api.file;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A file that is being written.
 *
 * <pre>{@code
 * void writeLine(FileSystem files, URI file) throws IOException {
 *     try (FileOutput out = files.create(file)) {
 *         out.write("done\n".getBytes());
 *         out.sync();
 *     }
 * }
 * }</pre>
 */
public abstract class FileOutput extends OutputStream {
    /** For those who implement it. */
    protected FileOutput() {}

    /** How many bytes were written. */
    public abstract long position();

    /** Returns when all that was written survives the loss of this machine, as far as the file system promises that. */
    public abstract void sync() throws IOException;
}
