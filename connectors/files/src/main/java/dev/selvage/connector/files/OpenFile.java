package dev.selvage.connector.files;

import dev.selvage.api.file.FileOutput;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;

/** A hidden file that is being filled, by way of a buffer. */
final class OpenFile implements Closeable {
    private static final int BUFFER_BYTES = 64 << 10;

    private final FileOutput out;
    private final URI hidden;
    private final URI visible;
    private final long sinceNanos;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int filled;

    OpenFile(FileOutput out, URI hidden, URI visible, long sinceNanos) {
        this.out = out;
        this.hidden = hidden;
        this.visible = visible;
        this.sinceNanos = sinceNanos;
    }

    URI hidden() {
        return hidden;
    }

    long sinceNanos() {
        return sinceNanos;
    }

    long length() {
        return out.position() + filled;
    }

    void writeLine(byte[] line) throws IOException {
        if (line.length >= buffer.length - filled) {
            drain();
        }
        if (line.length < buffer.length) {
            System.arraycopy(line, 0, buffer, filled, line.length);
            filled += line.length;
        } else {
            out.write(line);
        }
        buffer[filled++] = '\n';
    }

    private void drain() throws IOException {
        out.write(buffer, 0, filled);
        filled = 0;
    }

    /** Ends the file. Only what comes back from here may be told to a checkpoint. */
    PendingFile finish() throws IOException {
        drain();
        // Synced first: closing alone promises nothing, and once a checkpoint holds the file nobody writes its lines
        // again.
        out.sync();
        // Closed before it is handed over: whoever commits may be another process, and must find its last byte.
        out.close();
        return new PendingFile(hidden.toString(), visible.toString(), out.position());
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
