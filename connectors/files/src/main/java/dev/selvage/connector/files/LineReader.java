package dev.selvage.connector.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.selvage.api.file.FileSystem;
import dev.selvage.api.source.SourceOutput;
import dev.selvage.api.source.SplitReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * Reads the lines of a split straight from a buffer of bytes. A line belongs to the split in which it begins, and is read to
 * its end even where that lies in the next one; so whoever begins in the middle of a line leaves it to the split before.
 */
final class LineReader implements SplitReader<String, FileSplit> {
    private static final int BUFFER_BYTES = 128 << 10;
    private static final int GZIP_BYTES = 32 << 10;
    /** What a Java array can hold. */
    private static final int LONGEST_LINE = Integer.MAX_VALUE - 8;

    private final InputStream in;
    private final FileSplit split;
    private byte[] buffer;
    /** Where in the file the buffer begins. */
    private long bufferOffset;
    /** Where in the buffer the next line begins. */
    private int start;
    /** Where in the buffer ends what was read. */
    private int filled;

    private LineReader(InputStream in, FileSplit split, long offset, int bufferBytes) {
        this.in = in;
        this.split = split;
        this.bufferOffset = offset;
        this.buffer = new byte[bufferBytes];
    }

    static LineReader open(FileSystem files, FileSplit split) throws IOException {
        return open(files, split, BUFFER_BYTES);
    }

    static LineReader open(FileSystem files, FileSplit split, int bufferBytes) throws IOException {
        if (split.offset() >= split.end()) {
            return new LineReader(InputStream.nullInputStream(), split, split.offset(), bufferBytes);
        }
        // The byte before the split says whether a line begins with it.
        long from = Math.max(0, split.offset() - 1);
        InputStream in = bytes(files, split, from);
        LineReader reader = new LineReader(in, split, from, bufferBytes);
        try {
            if (split.offset() > 0) {
                reader.skipToLineStart();
            }
            return reader;
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static InputStream bytes(FileSystem files, FileSplit split, long from) throws IOException {
        URI file = URI.create(split.file());
        try {
            if (Compression.of(file) == Compression.NONE) {
                return files.open(file, from);
            }
            InputStream packed = files.open(file, 0);
            try {
                InputStream in = new GZIPInputStream(packed, GZIP_BYTES);
                in.skipNBytes(from);
                return in;
            } catch (IOException | RuntimeException e) {
                packed.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "Expected " + text(split) + ", but the file is gone. Files must stay until the job has read them.",
                    e);
        } catch (IOException e) {
            throw unreadable(split, from, e);
        }
    }

    @Override
    public long read(SourceOutput<String> out, int limit) throws IOException {
        for (int emitted = 0; emitted < limit; emitted++) {
            if (offset() >= split.end()) {
                return END;
            }
            int newline = Newline.find(buffer, start, filled);
            if (newline < 0) {
                newline = readToNewline();
            }
            if (newline >= 0) {
                boolean hasReturn = newline > start && buffer[newline - 1] == '\r';
                out.collect(new String(buffer, start, newline - start - (hasReturn ? 1 : 0), UTF_8));
                start = newline + 1;
            } else if (start < filled) {
                out.collect(new String(buffer, start, filled - start, UTF_8));
                start = filled;
            } else {
                return END;
            }
        }
        return MORE;
    }

    @Override
    public FileSplit position() {
        return new FileSplit(split.file(), offset(), split.end());
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Where in the file the next line begins. */
    private long offset() {
        return bufferOffset + start;
    }

    private void skipToLineStart() throws IOException {
        while (offset() < split.end()) {
            int newline = Newline.find(buffer, start, filled);
            if (newline >= 0) {
                start = newline + 1;
                return;
            }
            start = filled;
            if (!fill()) {
                return;
            }
        }
    }

    /** Reads on until the line at hand is whole, and says where it ends; below zero if the file ends first. */
    private int readToNewline() throws IOException {
        int newline = -1;
        while (newline < 0) {
            int searched = filled - start;
            if (!fill()) {
                return -1;
            }
            newline = Newline.find(buffer, start + searched, filled);
        }
        return newline;
    }

    /** Makes room behind the line at hand, which moves to the buffer's start, and reads. */
    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, filled - start);
            bufferOffset += start;
            filled -= start;
            start = 0;
        }
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, longer());
        }
        int count = readOnce();
        if (count < 0) {
            requireTheWholeSplit();
            return false;
        }
        filled += count;
        return true;
    }

    private int readOnce() throws IOException {
        try {
            return in.read(buffer, filled, buffer.length - filled);
        } catch (IOException e) {
            throw unreadable(split, bufferOffset + filled, e);
        }
    }

    private int longer() throws IOException {
        if (buffer.length >= LONGEST_LINE) {
            throw new IOException("Expected lines of less than 2 GiB, but found a longer one at byte " + bufferOffset
                    + " in " + text(split) + ". Is it text?");
        }
        return (int) Math.min(2L * buffer.length, LONGEST_LINE);
    }

    private void requireTheWholeSplit() throws IOException {
        long end = bufferOffset + filled;
        if (end < split.end() && split.end() != FileSplit.WHOLE) {
            throw new IOException("Expected " + text(split) + ", but the file ends at byte " + end
                    + " now. Files must stay as they are until the job has read them.");
        }
    }

    private static IOException unreadable(FileSplit split, long offset, IOException e) {
        return new IOException(
                "Expected to read byte " + offset + " of " + text(split) + ", but failed: " + e.getMessage()
                        + ". The job reads on from there once it has been restarted.",
                e);
    }

    private static String text(FileSplit split) {
        return Address.text(URI.create(split.file())) + " from byte " + split.offset()
                + (split.end() == FileSplit.WHOLE ? "" : " to " + split.end());
    }
}
