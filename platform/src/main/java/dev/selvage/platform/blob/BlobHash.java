package dev.selvage.platform.blob;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Finds out which blob it is that comes by, piece after piece. For one thread. */
public final class BlobHash {

    private static final String ALGORITHM = "SHA-256";

    private final MessageDigest digest;
    private long bytes;

    public BlobHash() {
        try {
            digest = MessageDigest.getInstance(ALGORITHM);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected " + ALGORITHM + ", which every Java platform has", e);
        }
    }

    /** What a stream holds, read to its end. */
    public static Blob of(InputStream in) throws IOException {
        BlobHash hash = new BlobHash();
        try (InputStream read = hash.read(in)) {
            read.transferTo(OutputStream.nullOutputStream());
        }
        return hash.blob();
    }

    public void update(byte[] piece, int offset, int count) {
        digest.update(piece, offset, count);
        bytes += count;
    }

    /** How much has come by. */
    public long bytes() {
        return bytes;
    }

    /** All that has come by; asked once, at the end. */
    public Blob blob() {
        return new Blob(HexFormat.of().formatHex(digest.digest()), bytes);
    }

    /** The same stream, of which all that is read comes by here. */
    public InputStream read(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int one = super.read();
                if (one >= 0) {
                    update(new byte[] {(byte) one}, 0, 1);
                }
                return one;
            }

            @Override
            public int read(byte[] into, int offset, int most) throws IOException {
                int count = super.read(into, offset, most);
                if (count > 0) {
                    update(into, offset, count);
                }
                return count;
            }
        };
    }
}
