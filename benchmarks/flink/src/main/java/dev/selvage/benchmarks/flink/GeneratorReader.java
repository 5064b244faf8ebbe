package dev.selvage.benchmarks.flink;

import dev.selvage.benchmarks.workloads.Lines;
import dev.selvage.benchmarks.workloads.Meter;
import dev.selvage.benchmarks.workloads.Progress;
import dev.selvage.benchmarks.workloads.RecordCursor;
import dev.selvage.benchmarks.workloads.Workload;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;

/**
 * Emits the records of one split in short bursts: going through Flink's mailbox for every single record would cost as much as
 * the record. A burst is short enough not to delay a barrier.
 */
@SuppressWarnings("NullAway.Init")
abstract class GeneratorReader<T> implements SourceReader<T, GeneratorSplit> {

    private static final int BURST = 64;

    private final Workload workload;
    private boolean assigned;
    private RecordCursor cursor;
    private Progress progress;
    private CompletableFuture<Void> available = new CompletableFuture<>();

    GeneratorReader(Workload workload) {
        this.workload = workload;
    }

    /** Emits the record at which the cursor stands. */
    abstract void emit(RecordCursor at, ReaderOutput<T> output);

    @Override
    public final InputStatus pollNext(ReaderOutput<T> output) {
        if (!assigned) {
            return InputStatus.NOTHING_AVAILABLE;
        }
        RecordCursor at = cursor;
        long due = workload.isPaced() ? System.currentTimeMillis() : Long.MAX_VALUE;
        for (int i = 0; i < BURST; i++) {
            if (at.eventTime() > due) {
                progress.set(at.position());
                available = new CompletableFuture<Void>().completeOnTimeout(null, 1, TimeUnit.MILLISECONDS);
                return InputStatus.NOTHING_AVAILABLE;
            }
            emit(at, output);
            at.advance();
        }
        progress.set(at.position());
        return InputStatus.MORE_AVAILABLE;
    }

    @Override
    public final CompletableFuture<Void> isAvailable() {
        return available;
    }

    @Override
    public final void addSplits(List<GeneratorSplit> splits) {
        for (GeneratorSplit split : splits) {
            cursor = new RecordCursor(workload, split.split(), split.startMillis(), split.position());
            progress = Meter.source(split.split());
        }
        assigned = true;
        available.complete(null);
    }

    @Override
    public final List<GeneratorSplit> snapshotState(long checkpoint) {
        if (!assigned) {
            return List.of();
        }
        if (isTimed()) {
            CheckpointWatch.begin(checkpoint);
        }
        return List.of(new GeneratorSplit(cursor.split(), cursor.startMillis(), cursor.position()));
    }

    @Override
    public final void notifyCheckpointComplete(long checkpoint) {
        if (assigned && isTimed()) {
            CheckpointWatch.complete(checkpoint);
        }
    }

    /** Whether this is the one by which checkpoints are timed. */
    private boolean isTimed() {
        return cursor.split() == 0;
    }

    @Override
    public final void start() {}

    @Override
    public final void notifyNoMoreSplits() {}

    @Override
    public final void close() {}

    /** One object for all records: Flink has serialized or copied it by the time the next is emitted. */
    static final class OfEvents extends GeneratorReader<Event> {

        private final Event event = new Event();
        private final boolean timestamps;

        OfEvents(Workload workload) {
            super(workload);
            this.timestamps = workload.hasWindows();
        }

        @Override
        void emit(RecordCursor at, ReaderOutput<Event> output) {
            event.key = at.key();
            event.value = at.value();
            event.eventTime = at.eventTime();
            if (timestamps) {
                output.collect(event, event.eventTime);
            } else {
                output.collect(event);
            }
        }
    }

    /** The prepared lines, again and again. */
    static final class OfLines extends GeneratorReader<String> {

        private final String[] lines = Lines.prepare();

        OfLines(Workload workload) {
            super(workload);
        }

        @Override
        void emit(RecordCursor at, ReaderOutput<String> output) {
            output.collect(lines[(int) (at.value() % lines.length)]);
        }
    }
}
