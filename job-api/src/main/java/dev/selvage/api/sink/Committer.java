package dev.selvage.api.sink;

import java.io.IOException;

/**
 * Settles transactions that are ready. Both methods may be called again for the same transaction, also by another process,
 * and must then change nothing.
 *
 * <pre>{@code
 * class Renaming implements Committer<Path> {
 *     public void commit(Path pending) throws IOException {
 *         Path done = pending.resolveSibling(pending.getFileName() + ".done");
 *         if (!Files.exists(done)) {
 *             Files.move(pending, done);
 *         }
 *     }
 *
 *     public void abort(Path pending) throws IOException {
 *         Files.deleteIfExists(pending);
 *     }
 * }
 * }</pre>
 *
 * @param <C> what names a transaction
 */
public interface Committer<C> extends AutoCloseable {
    /** Makes a transaction visible; done already is done. */
    void commit(C transaction) throws Exception;

    /** Takes a transaction back that will never be committed; gone already is gone. */
    void abort(C transaction) throws Exception;

    @Override
    default void close() throws IOException {}
}
