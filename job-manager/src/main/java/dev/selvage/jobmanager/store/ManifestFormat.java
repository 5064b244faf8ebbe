package dev.selvage.jobmanager.store;

import dev.selvage.core.checkpoint.Manifest;
import dev.selvage.platform.rpc.MessageFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/** A manifest as a file: a line that says what it is, in which version and with which checksum, then JSON for people too. */
final class ManifestFormat {

    /** Raised whenever a release of before could not read what is written. */
    private static final int VERSION = 1;

    private static final Pattern HEADER = Pattern.compile("selvage-manifest (\\d{1,9}) ([0-9a-f]{1,8})");
    private static final MessageFormat<Manifest> JSON = MessageFormat.asText(Manifest.class);

    private ManifestFormat() {}

    /** What the file holds, and the checksum by which it is named. */
    static final class Encoded {
        private final byte[] bytes;
        private final long checksum;

        private Encoded(byte[] bytes, long checksum) {
            this.bytes = bytes;
            this.checksum = checksum;
        }

        byte[] bytes() {
            return bytes.clone();
        }

        long checksum() {
            return checksum;
        }

        boolean isSame(byte[] stored) {
            return Arrays.equals(bytes, stored);
        }
    }

    static Encoded encode(Manifest manifest) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try {
            JSON.write(manifest, json);
        } catch (IOException impossible) {
            throw new UncheckedIOException("expected a manifest that can be written into memory", impossible);
        }
        long checksum = checksumOf(json.toByteArray(), 0);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(("selvage-manifest " + VERSION + " " + Long.toHexString(checksum) + "\n")
                .getBytes(StandardCharsets.US_ASCII));
        all.writeBytes(json.toByteArray());
        return new Encoded(all.toByteArray(), checksum);
    }

    /** Reads what a directory holds as its manifest; throws a sentence if it is none of ours, or not whole. */
    static Manifest decode(byte[] bytes, String directory) throws IOException {
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        String first = new String(bytes, 0, Math.min(end, 64), StandardCharsets.ISO_8859_1);
        Matcher header = HEADER.matcher(first);
        if (!header.matches()) {
            throw new IOException("Expected a savepoint of Selvage in " + directory
                    + ", but found a manifest of something else. State of other systems, Flink among them, cannot be"
                    + " read: start without it, or name a savepoint that Selvage made.");
        }
        if (Integer.parseInt(header.group(1)) != VERSION) {
            throw new IOException("Expected a manifest in version " + VERSION + " of its format in " + directory
                    + ", but found version " + header.group(1)
                    + ": a later release wrote it, and can read it.");
        }
        int begin = Math.min(end + 1, bytes.length);
        if (Long.parseLong(header.group(2), 16) != checksumOf(bytes, begin)) {
            throw new IOException("Expected the manifest in " + directory + " as it was written, with the checksum "
                    + header.group(2) + ", but found " + Long.toHexString(checksumOf(bytes, begin))
                    + ": it was changed or cut off. Take another savepoint, or an older one.");
        }
        return JSON.read(new ByteArrayInputStream(bytes, begin, bytes.length - begin));
    }

    private static long checksumOf(byte[] bytes, int begin) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, begin, bytes.length - begin);
        return sum.getValue();
    }
}
