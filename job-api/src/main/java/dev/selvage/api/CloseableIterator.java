package dev.selvage.api;

import java.util.Iterator;

/**
 * The records of a job that runs, as they become final. {@link #hasNext} waits for the next one, and throws what the job fails
 * with. Closing it before the end cancels the job.
 *
 * <pre>{@code
 * void show(DataStream<String> words) {
 *     try (CloseableIterator<String> found = words.executeAndCollect()) {
 *         found.forEachRemaining(System.out::println);
 *     }
 * }
 * }</pre>
 *
 * @param <T> the records
 */
public interface CloseableIterator<T> extends Iterator<T>, AutoCloseable {
    @Override
    void close();
}
