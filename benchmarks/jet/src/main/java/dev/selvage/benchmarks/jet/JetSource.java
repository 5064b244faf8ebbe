package dev.selvage.benchmarks.jet;

import com.hazelcast.jet.core.Processor;
import com.hazelcast.jet.pipeline.SourceBuilder;
import com.hazelcast.jet.pipeline.SourceBuilder.SourceBuffer;
import com.hazelcast.jet.pipeline.SourceBuilder.TimestampedSourceBuffer;
import com.hazelcast.jet.pipeline.StreamSource;
import dev.selvage.benchmarks.workloads.Lines;
import dev.selvage.benchmarks.workloads.Meter;
import dev.selvage.benchmarks.workloads.Progress;
import dev.selvage.benchmarks.workloads.RecordCursor;
import dev.selvage.benchmarks.workloads.Workload;
import java.util.List;

/** One split, as Jet's source builder wants it: fill a buffer when asked, and tell the position for a snapshot. */
final class JetSource {

    /** As many records as Jet's own queues between processors hold. */
    private static final int BURST = 1024;

    private final Workload workload;
    private final Progress progress;
    private final String[] lines;
    private RecordCursor cursor;

    private JetSource(Workload workload, Processor.Context context) {
        this.workload = workload;
        this.cursor = RecordCursor.atStart(workload, context.globalProcessorIndex());
        this.progress = Meter.source(cursor.split());
        this.lines = workload == Workload.W4 ? Lines.prepare() : new String[0];
    }

    /** How far a split has come. */
    record Position(int split, long startMillis, long records) {}

    static StreamSource<Event> events(Workload workload, int perMember) {
        return SourceBuilder.stream("events", context -> new JetSource(workload, context))
                .<Event>fillBufferFn(JetSource::fillEvents)
                .distributed(perMember)
                .createSnapshotFn(JetSource::position)
                .restoreSnapshotFn(JetSource::restore)
                .build();
    }

    static StreamSource<Event> timedEvents(Workload workload, int perMember) {
        return SourceBuilder.timestampedStream("events", context -> new JetSource(workload, context))
                .<Event>fillBufferFn(JetSource::fillTimedEvents)
                .distributed(perMember)
                .createSnapshotFn(JetSource::position)
                .restoreSnapshotFn(JetSource::restore)
                .build();
    }

    static StreamSource<String> lines(Workload workload, int perMember) {
        return SourceBuilder.stream("lines", context -> new JetSource(workload, context))
                .<String>fillBufferFn(JetSource::fillLines)
                .distributed(perMember)
                .createSnapshotFn(JetSource::position)
                .restoreSnapshotFn(JetSource::restore)
                .build();
    }

    private void fillEvents(SourceBuffer<Event> buffer) {
        for (int i = 0; i < BURST; i++) {
            buffer.add(new Event(cursor.key(), cursor.value(), cursor.eventTime()));
            cursor.advance();
        }
        progress.set(cursor.position());
    }

    private void fillTimedEvents(TimestampedSourceBuffer<Event> buffer) {
        long due = workload.isPaced() ? System.currentTimeMillis() : Long.MAX_VALUE;
        for (int i = 0; i < BURST && cursor.eventTime() <= due; i++) {
            buffer.add(new Event(cursor.key(), cursor.value(), cursor.eventTime()), cursor.eventTime());
            cursor.advance();
        }
        progress.set(cursor.position());
    }

    private void fillLines(SourceBuffer<String> buffer) {
        for (int i = 0; i < BURST; i++) {
            buffer.add(lines[(int) (cursor.value() % lines.length)]);
            cursor.advance();
        }
        progress.set(cursor.position());
    }

    private Position position() {
        return new Position(cursor.split(), cursor.startMillis(), cursor.position());
    }

    private void restore(List<Position> positions) {
        for (Position position : positions) {
            cursor = new RecordCursor(workload, position.split(), position.startMillis(), position.records());
        }
    }
}
