package dev.selvage.jobmanager.store;

import dev.selvage.platform.rpc.MessageFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * How a durable record lies in its file: a line that says what it is, in which version, with a checksum of what follows; then
 * JSON, so that a person can read it.
 *
 * @param <T> the record
 */
final class RecordFile<T> {

    /** Raised when a release of before could not read what is written. */
    private static final int VERSION = 1;

    private final String kind;
    private final MessageFormat<T> format;

    RecordFile(String kind, Class<T> type) {
        this.kind = kind;
        this.format = MessageFormat.text(type);
    }

    /** With what every file of this kind begins. */
    byte[] beginning() {
        return head().getBytes(StandardCharsets.US_ASCII);
    }

    byte[] bytes(T value) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        format.write(value, body);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes((head() + HexFormat.of().toHexDigits((int) checksum(body.toByteArray())) + "\n")
                .getBytes(StandardCharsets.US_ASCII));
        whole.writeBytes(body.toByteArray());
        return whole.toByteArray();
    }

    private String head() {
        return "selvage " + kind + " " + VERSION + " ";
    }

    /**
     * What the bytes say.
     *
     * @param where they come from, for whoever has to bring them back if they are damaged
     */
    T read(byte[] bytes, Object where) throws IOException {
        String head = head();
        int bodyAt = head.length() + 2 * Integer.BYTES + 1;
        String line = new String(bytes, 0, Math.min(bodyAt, bytes.length), StandardCharsets.US_ASCII);
        if (!line.startsWith(head) || bytes.length < bodyAt) {
            throw new IOException("Expected " + where + " to begin with \"" + head.trim() + "\", but found \""
                    + line.lines().findFirst().orElse("") + "\": another release wrote it, or it is damaged.");
        }
        CRC32C found = new CRC32C();
        found.update(bytes, bodyAt, bytes.length - bodyAt);
        String wanted = line.substring(head.length(), bodyAt - 1);
        if (!wanted.equals(HexFormat.of().toHexDigits((int) found.getValue()))) {
            throw new IOException("Expected " + where + " to have the checksum " + wanted + ", but found "
                    + HexFormat.of().toHexDigits((int) found.getValue()) + ": it is damaged.");
        }
        return format.read(new ByteArrayInputStream(bytes, bodyAt, bytes.length - bodyAt));
    }

    /** Of all of a file, or of a part. */
    static long checksum(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return checksum.getValue();
    }
}
