package dev.selvage.api.sink;

import java.io.IOException;
import java.util.Collection;

/**
 * Settles transactions that are ready. All may be called again for the same transaction, also by another process, and must
 * then change nothing.
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

    /**
     * Takes back what earlier attempts left and nobody will commit. Told when a subtask starts, before its writer is made:
     * what they wrote behind the checkpoint, they or their successors read again. Only a start aborts, and only what lower
     * attempts left; of subtasks that are no more, subtask {@code i} of {@code n} takes those whose index modulo {@code n}
     * is {@code i}.
     *
     * @param restored all transactions of this operator that the checkpoint holds, those of other subtasks included: they
     *     were decided, so whoever has them commits them
     */
    default void abortAllBut(Collection<C> restored) throws Exception {}

    @Override
    default void close() throws IOException {}
}
