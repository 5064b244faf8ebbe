package dev.selvage.core.checkpoint;

import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.DeploymentNumber;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A sink task's transactions between the barrier that closed them and the commit that succeeded. Real and simulated tasks
 * share it. A transaction is kept until its commit was seen to succeed, whatever becomes of its checkpoint: a running task
 * never reads its input again, so what lies between two barriers exists in that transaction only, and the next decided
 * checkpoint commits it.
 *
 * @param <T> names a transaction; committing one twice does no harm
 */
public final class PendingTransactions<T> {

    private final TreeMap<CheckpointId, List<T>> pending = new TreeMap<>();

    /**
     * A transaction that a snapshot holds.
     *
     * @param checkpoint whose barrier closed it
     */
    public record Pending<T>(CheckpointId checkpoint, T transaction) {}

    /** A barrier has closed this transaction, and the outside system keeps it. */
    public void preCommitted(CheckpointId checkpoint, T transaction) {
        pending.computeIfAbsent(checkpoint, any -> new ArrayList<>()).add(transaction);
    }

    /** Begins with what a snapshot held. All of it belongs to its checkpoint or to earlier ones, so it is to be committed at once. */
    public List<T> restored(Collection<Pending<T>> snapshot) {
        snapshot.forEach(one -> preCommitted(one.checkpoint(), one.transaction()));
        return snapshot.stream().map(Pending::transaction).toList();
    }

    /** What to commit now that this checkpoint is decided: all up to it, in order, those of checkpoints that failed too. */
    public List<T> toCommit(CheckpointId decided) {
        return pending.headMap(decided, true).values().stream()
                .flatMap(List::stream)
                .toList();
    }

    /** The commit has succeeded. */
    public void committed(T transaction) {
        pending.values().forEach(transactions -> transactions.remove(transaction));
        pending.values().removeIf(List::isEmpty);
    }

    /** What the next snapshot must hold: each whose commit was not seen to succeed. */
    public List<Pending<T>> snapshot() {
        List<Pending<T>> snapshot = new ArrayList<>();
        pending.forEach((checkpoint, transactions) ->
                transactions.forEach(transaction -> snapshot.add(new Pending<>(checkpoint, transaction))));
        return snapshot;
    }

    public boolean isEmpty() {
        return pending.isEmpty();
    }

    /**
     * Whether a transaction found in the outside system is to be aborted by a task that starts: its input is read again.
     * Only a start aborts, and only what lower deployments left.
     *
     * @param closedBy the checkpoint whose barrier closed it; nothing if it is still open
     * @param restored the checkpoint that the task begins with; nothing if it begins from the beginning
     */
    public static boolean isToAbort(
            Optional<CheckpointId> closedBy,
            DeploymentNumber owner,
            Optional<CheckpointId> restored,
            DeploymentNumber own) {
        boolean isReadAgain =
                closedBy.isEmpty() || restored.isEmpty() || closedBy.get().compareTo(restored.get()) > 0;
        return owner.compareTo(own) < 0 && isReadAgain;
    }
}
