package dev.selvage.container.snapshot;

import dev.selvage.container.codec.ByteInput;
import dev.selvage.container.codec.CorruptDataException;
import dev.selvage.container.codec.LittleEndian;
import dev.selvage.container.snapshot.SnapshotIndex.Block;
import dev.selvage.core.checkpoint.SnapshotHandle;
import dev.selvage.platform.storage.RefusedException;
import dev.selvage.platform.storage.SeekableInput;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Reads parts of one snapshot, and checks each. One thread. */
final class SnapshotReader implements AutoCloseable {
    private final String where;
    private final Bytes bytes;
    private final SnapshotIndex index;

    /** Where the bytes of a snapshot come from. */
    private interface Bytes {
        byte[] read(long offset, int length) throws IOException;

        void close() throws IOException;
    }

    private SnapshotReader(String where, Bytes bytes, long length, Optional<Long> checksum) throws IOException {
        this.where = where;
        this.bytes = bytes;
        if (length < SnapshotSink.FOOTER) {
            throw damaged("a snapshot", length + " bytes");
        }
        byte[] footer = bytes.read(length - SnapshotSink.FOOTER, SnapshotSink.FOOTER);
        if (footer.length < SnapshotSink.FOOTER || LittleEndian.getLong(footer, 3 * Long.BYTES) != SnapshotSink.MAGIC) {
            throw damaged("a snapshot", "something else");
        }
        long version = LittleEndian.getLong(footer, 2 * Long.BYTES);
        if (version != SnapshotSink.VERSION) {
            throw new CorruptDataException("Wanted a snapshot of format " + SnapshotSink.VERSION + " in " + where
                    + ", found format " + version
                    + (version > SnapshotSink.VERSION
                            ? ": a later version of Selvage wrote it, which has to read it."
                            : ": an earlier version of Selvage wrote it, before its first release; start from a snapshot"
                                    + " of this version."));
        }
        long begin = LittleEndian.getLong(footer, 0);
        long sum = LittleEndian.getLong(footer, Long.BYTES);
        if (checksum.isPresent() && checksum.get() != sum) {
            throw damaged("the checksum " + Long.toHexString(checksum.get()), Long.toHexString(sum));
        }
        this.index = SnapshotIndex.read(block(new Block(begin, length - SnapshotSink.FOOTER - begin, sum)));
    }

    static SnapshotReader open(SnapshotHandle handle, SnapshotFiles files) throws IOException {
        return handle instanceof SnapshotHandle.InFile inFile
                ? ofFile(inFile, files)
                : ofBytes(((SnapshotHandle.Inline) handle).bytes().toArray());
    }

    private static SnapshotReader ofBytes(byte[] all) throws IOException {
        Bytes held = new Bytes() {
            @Override
            public byte[] read(long offset, int length) {
                return Arrays.copyOfRange(all, (int) offset, (int) offset + length);
            }

            @Override
            public void close() {}
        };
        return new SnapshotReader("a manifest", held, all.length, Optional.empty());
    }

    private static SnapshotReader ofFile(SnapshotHandle.InFile handle, SnapshotFiles files) throws IOException {
        SeekableInput in = open(handle.file(), files);
        Bytes stored = new Bytes() {
            @Override
            public byte[] read(long offset, int length) throws IOException {
                try {
                    in.seek(handle.offset() + offset);
                } catch (EOFException e) {
                    // HDFS does not let anybody go beyond the end; what is read there is too short, and that is told.
                    return new byte[0];
                }
                return in.readNBytes(length);
            }

            @Override
            public void close() throws IOException {
                in.close();
            }
        };
        try {
            return new SnapshotReader(handle.file(), stored, handle.length(), Optional.of(handle.checksum()));
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static SeekableInput open(String file, SnapshotFiles files) throws IOException {
        try {
            return files.open(file);
        } catch (RefusedException e) {
            throw new DamagedSnapshotException(
                    "Wanted a snapshot in " + file + ", found that no such file is there.", e);
        }
    }

    SnapshotIndex index() {
        return index;
    }

    /** The bytes of a block, which are what was written. */
    ByteInput block(Block block) throws IOException {
        if (block.length() < 0 || block.length() > Integer.MAX_VALUE - 8) {
            throw damaged("a part that fits in memory", block.length() + " bytes");
        }
        byte[] content = bytes.read(block.offset(), (int) block.length());
        CRC32C sum = new CRC32C();
        sum.update(content, 0, content.length);
        if (content.length != block.length() || sum.getValue() != block.checksum()) {
            throw damaged(
                    block.length() + " bytes from " + block.offset() + " with the checksum "
                            + Long.toHexString(block.checksum()),
                    content.length + " with " + Long.toHexString(sum.getValue()));
        }
        return new ByteInput(content);
    }

    private DamagedSnapshotException damaged(String wanted, String found) {
        return new DamagedSnapshotException(
                "Wanted " + wanted + " in " + where + ", found " + found + ": it was damaged or cut off.");
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
