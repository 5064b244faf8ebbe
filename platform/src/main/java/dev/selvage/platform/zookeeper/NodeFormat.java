package dev.selvage.platform.zookeeper;

import dev.selvage.platform.rpc.MessageFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.ToIntFunction;

/**
 * Values in nodes: JSON, so that a person can read it.
 *
 * @param <T> the value
 */
final class NodeFormat<T> {

    static final int VERSION = 1;

    private final String meaning;
    private final MessageFormat<T> json;
    private final ToIntFunction<T> version;

    NodeFormat(String meaning, Class<T> type, ToIntFunction<T> version) {
        this.meaning = meaning;
        this.json = MessageFormat.text(type);
        this.version = version;
    }

    byte[] bytes(T value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            json.write(value, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to put a value of ours into bytes, but found a bug.", e);
        }
        return bytes.toByteArray();
    }

    T read(String node, byte[] bytes) throws IOException {
        T value;
        try {
            value = json.read(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new IOException(
                    "Expected ZooKeeper's node " + node + " to say " + meaning
                            + ", but found something else there. Whatever wrote it was none of ours; put it right by hand.",
                    e);
        }
        if (version.applyAsInt(value) != VERSION) {
            throw new IOException("Expected ZooKeeper's node " + node + " to say " + meaning + " in format " + VERSION
                    + ", but found format " + version.applyAsInt(value) + ": another release of Selvage wrote it.");
        }
        return value;
    }
}
