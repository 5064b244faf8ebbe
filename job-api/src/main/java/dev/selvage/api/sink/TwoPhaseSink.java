package dev.selvage.api.sink;

import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.type.DataType;

/**
 * A sink whose output becomes visible when a checkpoint has decided, and then exactly once.
 *
 * <p>Before each checkpoint the writer closes its transaction, ready to be committed, and says how to name it. The checkpoint
 * keeps these names until the committer was seen to succeed. Names carry the job, the operator, the subtask and its attempt,
 * so that each is told from a predecessor that lives on somewhere, and {@link Committer#abortAllBut} finds what they left.
 *
 * <pre>{@code
 * void handOver(TwoPhaseWriter<String, String> writer, Committer<String> committer) throws Exception {
 *     for (String transaction : writer.prepareCommit()) {
 *         committer.commit(transaction);
 *     }
 * }
 * }</pre>
 *
 * @param <T> the records
 * @param <C> what names a transaction
 */
public interface TwoPhaseSink<T, C> extends Sink<T> {
    @Override
    TwoPhaseWriter<T, C> createWriter(RuntimeContext context) throws Exception;

    /** What commits and aborts transactions of any subtask, past ones included. */
    Committer<C> createCommitter(RuntimeContext context) throws Exception;

    /** The type of what names a transaction. */
    DataType<C> transactionType();
}
