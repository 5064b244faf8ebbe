package dev.selvage.benchmarks.selvage;

import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.sink.Committer;
import dev.selvage.api.sink.TwoPhaseSink;
import dev.selvage.api.sink.TwoPhaseWriter;
import dev.selvage.api.type.DataType;
import dev.selvage.api.type.Types;
import java.util.List;

/** Drops records. Its transactions are empty: their commits show that checkpoints complete, and when. */
class DroppingSink<T> implements TwoPhaseSink<T, Long> {

    @Override
    public final TwoPhaseWriter<T, Long> createWriter(RuntimeContext context) {
        return writer(context.getIndexOfThisSubtask() == 0);
    }

    /** @param watches whether this is the one by which checkpoints are timed */
    Writer<T> writer(boolean watches) {
        return new Writer<>(watches);
    }

    @Override
    public final Committer<Long> createCommitter(RuntimeContext context) {
        return new WatchingCommitter();
    }

    @Override
    public final DataType<Long> transactionType() {
        return Types.LONG;
    }

    /** One per subtask. */
    static class Writer<T> implements TwoPhaseWriter<T, Long> {

        private final boolean watches;

        Writer(boolean watches) {
            this.watches = watches;
        }

        @Override
        public void write(T value, long timestamp) {}

        @Override
        public final List<Long> prepareCommit() {
            return watches ? List.of(CheckpointWatch.prepared()) : List.of();
        }
    }

    /** Has nothing to make visible. */
    private static final class WatchingCommitter implements Committer<Long> {

        @Override
        public void commit(Long prepared) {
            CheckpointWatch.complete(prepared);
        }

        @Override
        public void abort(Long prepared) {}
    }
}
