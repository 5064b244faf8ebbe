package dev.selvage.api.sink;

import java.io.IOException;

/**
 * Writes the records of one subtask, on the thread of its task.
 *
 * <pre>{@code
 * SinkWriter<String> writer = (line, timestamp) -> System.out.println(timestamp + " " + line);
 * }</pre>
 *
 * @param <T> the records
 */
@FunctionalInterface
public interface SinkWriter<T> extends AutoCloseable {
    /**
     * Takes a record.
     *
     * @param timestamp in milliseconds, or {@link Long#MIN_VALUE} if the record has none
     */
    void write(T value, long timestamp) throws Exception;

    /** Brings out what is buffered: a checkpoint follows, or the end. */
    default void flush() throws Exception {}

    /** Lets go of what it holds; told once, at the end or after a failure. */
    @Override
    default void close() throws IOException {}
}
