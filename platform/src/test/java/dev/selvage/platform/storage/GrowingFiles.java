package dev.selvage.platform.storage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Files for bulk data in memory, as they are found behind a loss of power: what was not closed is not there.
 * Any thread.
 */
public final class GrowingFiles {
    private final Map<StoragePath, byte[]> durable = new ConcurrentHashMap<>();

    private static final byte[] NOTHING = {};

    /** See {@link FileStorage#createWhole}. */
    public OutputStream create(StoragePath file) throws IOException {
        if (durable.putIfAbsent(file, NOTHING) != null) {
            throw RefusedException.exists(file);
        }
        return new Growing(file);
    }

    /** See {@link FileStorage#open}. */
    public SeekableInput open(StoragePath file) throws IOException {
        byte[] content = Optional.ofNullable(durable.get(file))
                .orElseThrow(() -> RefusedException.missing("a file at " + file, new IOException("nobody made it")));
        ByteArrayInputStream in = new ByteArrayInputStream(content);
        return new SeekableInput(in, position -> {
            in.reset();
            in.skipNBytes(position);
        });
    }

    private final class Growing extends OutputStream {
        private final StoragePath file;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean closed;

        Growing(StoragePath file) {
            this.file = file;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            if (closed) {
                throw new IOException("the file was closed");
            }
            bytes.write(from, offset, length);
        }

        @Override
        public void close() {
            if (!closed) {
                durable.put(file, bytes.toByteArray());
            }
            closed = true;
        }
    }
}
