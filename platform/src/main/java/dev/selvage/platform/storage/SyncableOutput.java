package dev.selvage.platform.storage;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A new file that is being filled. It has its name from the start and is visible while it grows, so only what is listed
 * elsewhere once it is whole may be written like this. It goes on when its directory is renamed away: it fences nobody.
 */
public final class SyncableOutput extends FilterOutputStream {

    private final Sync sync;

    /** Makes durable what was written so far. */
    interface Sync {
        void run() throws IOException;
    }

    SyncableOutput(OutputStream out, Sync sync) {
        super(out);
        this.sync = sync;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }

    /** Returns when all that was written so far outlives a loss of power. Closing alone promises nothing of the kind. */
    public void sync() throws IOException {
        flush();
        sync.run();
    }
}
