package dev.selvage.client.submit.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The distribution as one file, which a node fetches and unpacks once: each library that travels by itself costs every container a
 * link, and the first one on a node a round trip. The same files make the same archive, whenever and by whomever it is written.
 */
final class LibraryArchive {

    /** A jar, since YARN gives files that it unpacks from jars, and from nothing else, the times that stand in them. */
    static final String FILE = "selvage.jar";

    /** Of all files in it: a JVM takes classes that were kept for it only if their jars have the times that they had then. */
    private static final FileTime TIME = FileTime.from(Instant.parse("2000-01-01T00:00:00Z"));

    private static final int BUFFER = 1 << 16;

    private final List<Entry> entries;

    private record Entry(LocalFile file, long bytes, long crc) {}

    private LibraryArchive(List<Entry> entries) {
        this.entries = entries;
    }

    /** An archive of these files, in this order. */
    static LibraryArchive of(List<LocalFile> files) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (LocalFile file : files) {
            entries.add(new Entry(file, Files.size(file.file()), crc(file.file())));
        }
        return new LibraryArchive(entries);
    }

    private static long crc(Path file) throws IOException {
        CRC32 crc = new CRC32();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                crc.update(buffer, 0, read);
            }
        }
        return crc.getValue();
    }

    int count() {
        return entries.size();
    }

    /** How long it is at least. */
    long bytes() {
        return entries.stream().mapToLong(Entry::bytes).sum();
    }

    /**
     * What tells it from others. By names, lengths and CRCs: to hash 70 MB cryptographically takes a client that has just started
     * a second, and nobody is kept out by it who may write to the cache.
     */
    String checksum() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Entry entry : entries) {
                String line = entry.file().link() + " " + entry.bytes() + " " + entry.crc() + "\n";
                digest.update(line.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected SHA-256, which every Java platform has", e);
        }
    }

    /** Writes it; {@code out} stays open. */
    void writeTo(OutputStream out) throws IOException {
        ZipOutputStream archive = new ZipOutputStream(out, StandardCharsets.UTF_8);
        for (Entry entry : entries) {
            ZipEntry described = new ZipEntry(entry.file().link());
            // Jars are compressed already.
            described.setMethod(ZipEntry.STORED);
            described.setSize(entry.bytes());
            described.setCrc(entry.crc());
            described.setLastModifiedTime(TIME);
            archive.putNextEntry(described);
            Files.copy(entry.file().file(), archive);
            archive.closeEntry();
        }
        archive.finish();
    }

    /** Leaves in a directory what a node will have in its own. */
    void unpackInto(Path directory) throws IOException {
        for (Entry entry : entries) {
            Path target = directory.resolve(entry.file().link());
            Files.createDirectories(target.getParent());
            Files.copy(entry.file().file(), target);
            Files.setLastModifiedTime(target, TIME);
        }
    }
}
