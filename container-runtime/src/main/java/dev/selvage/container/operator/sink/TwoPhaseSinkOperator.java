package dev.selvage.container.operator.sink;

import dev.selvage.api.sink.Committer;
import dev.selvage.api.sink.TwoPhaseSink;
import dev.selvage.api.sink.TwoPhaseWriter;
import dev.selvage.api.state.ListState;
import dev.selvage.api.state.ListStateDescriptor;
import dev.selvage.api.type.Types;
import dev.selvage.container.operator.OperatorContext;
import dev.selvage.container.operator.Outlets;
import dev.selvage.core.checkpoint.PendingTransactions;
import dev.selvage.core.id.CheckpointId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A sink whose output becomes visible with the checkpoint that it belongs to. At a barrier the writer closes
 * what it wrote, and the snapshot remembers it; when the checkpoint is decided, and not before, it is committed.
 */
final class TwoPhaseSinkOperator extends SinkOperator {
    private static final String STATE = "transactions";

    private final TwoPhaseSink<Object, Object> sink;
    private final PendingTransactions<Object> pending = new PendingTransactions<>();

    @SuppressWarnings("NullAway.Init") // Set by open, which comes before everything but close.
    private Committer<Object> committer;

    @SuppressWarnings("NullAway.Init") // Likewise.
    private ListState<Map<Long, List<Object>>> stored;

    TwoPhaseSinkOperator(OperatorContext context, Outlets outlets, TwoPhaseSink<Object, Object> sink) {
        super(context, outlets, sink);
        this.sink = sink;
    }

    @Override
    public void open() {
        try {
            // Everybody sees what all subtasks had, to know what is nobody's leftover; and everybody commits all
            // of it, since the subtask that it belonged to may have finished, or be one of fewer now.
            stored = context()
                    .initialization()
                    .getOperatorStateStore()
                    .getUnionListState(new ListStateDescriptor<>(
                            STATE, Types.mapOf(Types.LONG, Types.listOf(sink.transactionType()))));
            committer = sink.createCommitter(context());
            List<PendingTransactions.Pending<Object>> all = restored();
            committer.abortAllBut(
                    all.stream().map(PendingTransactions.Pending::transaction).toList());
            commit(pending.restored(all));
        } catch (Throwable thrown) {
            throw failure("while it opened", thrown);
        }
        super.open();
    }

    private List<PendingTransactions.Pending<Object>> restored() {
        List<PendingTransactions.Pending<Object>> all = new ArrayList<>();
        for (Map<Long, List<Object>> subtask : stored.get()) {
            subtask.forEach((checkpoint, transactions) -> transactions.forEach(transaction ->
                    all.add(new PendingTransactions.Pending<>(new CheckpointId(checkpoint), transaction))));
        }
        return all;
    }

    @Override
    public void prepareSnapshot(CheckpointId checkpoint) {
        try {
            @SuppressWarnings("unchecked") // A two-phase sink makes such writers.
            TwoPhaseWriter<Object, Object> closing = (TwoPhaseWriter<Object, Object>) writer();
            for (Object transaction : closing.prepareCommit()) {
                pending.preCommitted(checkpoint, transaction);
            }
            Map<Long, List<Object>> snapshot = new TreeMap<>();
            for (PendingTransactions.Pending<Object> one : pending.snapshot()) {
                snapshot.computeIfAbsent(one.checkpoint().number(), absent -> new ArrayList<>())
                        .add(one.transaction());
            }
            stored.update(snapshot.isEmpty() ? List.of() : List.of(snapshot));
        } catch (Throwable thrown) {
            throw failure("while it prepared its commit for checkpoint " + checkpoint, thrown);
        }
    }

    @Override
    public void checkpointDecided(CheckpointId checkpoint) {
        commit(pending.toCommit(checkpoint));
    }

    private void commit(List<Object> transactions) {
        for (Object transaction : transactions) {
            try {
                committer.commit(transaction);
            } catch (Throwable thrown) {
                throw failure("while it committed " + transaction, thrown);
            }
            pending.committed(transaction);
        }
    }

    @Override
    public void close() {
        try {
            super.close();
        } finally {
            closeCommitter();
        }
    }

    private void closeCommitter() {
        if (committer == null) {
            return;
        }
        try {
            committer.close();
        } catch (Throwable thrown) {
            throw failure("while it closed", thrown);
        }
    }
}
