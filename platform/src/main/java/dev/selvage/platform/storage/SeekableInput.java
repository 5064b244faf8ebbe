package dev.selvage.platform.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A file that is being read, from any place in it. Wrap it in a buffer for small reads: it has none of its own. */
public final class SeekableInput extends FilterInputStream {

    private final Seek seek;

    /** Goes to a place in the file. */
    interface Seek {
        void to(long position) throws IOException;
    }

    SeekableInput(InputStream in, Seek seek) {
        super(in);
        this.seek = seek;
    }

    /** Reads on from here, counted in bytes from the start of the file. */
    public void seek(long position) throws IOException {
        seek.to(position);
    }
}
