package dev.selvage.benchmarks.selvage;

import dev.selvage.api.source.SourceOutput;
import dev.selvage.api.source.SplitReader;
import dev.selvage.benchmarks.selvage.GeneratorSource.Split;
import dev.selvage.benchmarks.workloads.Lines;
import dev.selvage.benchmarks.workloads.Meter;
import dev.selvage.benchmarks.workloads.Progress;
import dev.selvage.benchmarks.workloads.RecordCursor;

/** Reads one split, as many records at a time as the engine asks for. */
abstract class GeneratorReader<T> implements SplitReader<T, Split> {

    private final RecordCursor cursor;
    private final Progress progress;

    GeneratorReader(RecordCursor cursor) {
        this.cursor = cursor;
        this.progress = Meter.source(cursor.split());
    }

    /** Emits the record at which the cursor stands. */
    abstract void emit(RecordCursor at, SourceOutput<T> output);

    /** Until when records are due: those of a paced workload wait for the wall clock. */
    long due() {
        return Long.MAX_VALUE;
    }

    @Override
    public final long read(SourceOutput<T> output, int limit) {
        RecordCursor at = cursor;
        long due = due();
        long answer = MORE;
        for (int i = 0; i < limit; i++) {
            if (at.eventTime() > due) {
                answer = at.eventTime();
                break;
            }
            emit(at, output);
            at.advance();
        }
        progress.set(at.position());
        return answer;
    }

    @Override
    public final Split position() {
        if (cursor.split() == 0) {
            CheckpointWatch.begin();
        }
        return new Split(cursor.split(), cursor.startMillis(), cursor.position());
    }

    @Override
    public final void close() {}

    /** Records without timestamps. */
    static final class OfEvents extends GeneratorReader<Event> {

        OfEvents(RecordCursor cursor) {
            super(cursor);
        }

        @Override
        void emit(RecordCursor at, SourceOutput<Event> output) {
            output.collect(new Event(at.key(), at.value(), at.eventTime()));
        }
    }

    /** Records with timestamps, for windows. */
    static final class OfTimedEvents extends GeneratorReader<Event> {

        private final boolean paced;

        OfTimedEvents(RecordCursor cursor, boolean paced) {
            super(cursor);
            this.paced = paced;
        }

        @Override
        void emit(RecordCursor at, SourceOutput<Event> output) {
            output.collect(new Event(at.key(), at.value(), at.eventTime()), at.eventTime());
        }

        @Override
        long due() {
            return paced ? System.currentTimeMillis() : super.due();
        }
    }

    /** The prepared lines, again and again. */
    static final class OfLines extends GeneratorReader<String> {

        private final String[] lines = Lines.prepare();

        OfLines(RecordCursor cursor) {
            super(cursor);
        }

        @Override
        void emit(RecordCursor at, SourceOutput<String> output) {
            output.collect(lines[(int) (at.value() % lines.length)]);
        }
    }
}
