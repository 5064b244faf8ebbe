package dev.selvage.container.snapshot;

import dev.selvage.container.codec.ByteOutput;
import dev.selvage.container.snapshot.SnapshotFiles.NewFile;
import dev.selvage.container.snapshot.SnapshotIndex.Block;
import dev.selvage.core.checkpoint.Bytes;
import dev.selvage.core.checkpoint.SnapshotHandle;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32C;

/**
 * Takes a snapshot's bytes in: small ones stay in memory, others go to a file as they come. One thread.
 *
 * <p>A snapshot is its blocks, the index, and a footer: where the index begins, the index's checksum, the version and a word
 * that tells snapshots from anything else. Numbers have their lowest byte first.
 */
final class SnapshotSink implements AutoCloseable {
    static final int FOOTER = 4 * Long.BYTES;
    static final long MAGIC = 0x50414E5347564C53L; // "SLVGSNAP", read as bytes.
    static final long VERSION = 3;

    private static final int BUFFER = 256 * 1024;
    /** Most tasks have little state: they do not need all of the buffer cleared for each checkpoint. */
    private static final int FIRST_BUFFER = 4 * 1024;

    /** What is to be written; whoever fills it calls {@link #makeRoom} now and then. */
    final ByteOutput out = new ByteOutput(FIRST_BUFFER);

    private final Target target;
    private final int inlineLimit;
    private final CRC32C checksum = new CRC32C();
    private Optional<NewFile> file = Optional.empty();
    /** Bytes of the snapshot that are in the file. */
    private long gone;

    private long blockBegin;
    /** Up to here the buffer is in the checksum. */
    private int summed;

    /** Where to write what is not small. */
    record Target(SnapshotFiles files, String name, AwaitedFile awaited, BooleanSupplier isWanted) {

        /** Writing for nobody would hold up what is wanted, and keep the state that it writes. */
        private void requireWanted() throws IOException {
            if (!isWanted.getAsBoolean()) {
                throw new IOException("its checkpoint was given up meanwhile");
            }
        }

        private NewFile file() throws IOException {
            Optional<NewFile> begun = awaited.take(name);
            return begun.isPresent() ? begun.get() : files.create(name);
        }
    }

    SnapshotSink(Target target, int inlineLimit) {
        this.target = target;
        this.inlineLimit = inlineLimit;
    }

    void beginBlock() {
        blockBegin = gone + out.position;
        summed = out.position;
        checksum.reset();
    }

    Block endBlock() {
        sum();
        return new Block(blockBegin, gone + out.position - blockBegin, checksum.getValue());
    }

    /** Empties the buffer if it has become large. */
    void makeRoom() throws IOException {
        if (out.position >= Math.max(BUFFER / 2, inlineLimit + 1)) {
            flush();
        }
    }

    private void sum() {
        checksum.update(out.bytes, summed, out.position - summed);
        summed = out.position;
    }

    private void flush() throws IOException {
        target.requireWanted();
        sum();
        if (file.isEmpty()) {
            file = Optional.of(target.file());
        }
        file.get().out().write(out.bytes, 0, out.position);
        gone += out.position;
        out.position = 0;
        summed = 0;
    }

    /** Ends the snapshot: when this returns it outlives a loss of power, or it is held by whoever asked. */
    SnapshotHandle finish(SnapshotIndex index) throws IOException {
        beginBlock();
        index.write(out);
        Block block = endBlock();
        out.writeLong(block.offset());
        out.writeLong(block.checksum());
        out.writeLong(VERSION);
        out.writeLong(MAGIC);
        if (file.isEmpty() && out.position <= inlineLimit) {
            target.awaited().giveUp(target.name());
            return new SnapshotHandle.Inline(Bytes.copyOf(Arrays.copyOf(out.bytes, out.position)));
        }
        flush();
        // Durable from here on, so that it may be acknowledged.
        file.get().out().close();
        return new SnapshotHandle.InFile(target.name(), file.get().begin(), gone, block.checksum());
    }

    @Override
    public void close() throws IOException {
        if (file.isPresent()) {
            file.get().out().close();
        }
    }
}
