package dev.selvage.benchmarks.flink;

import dev.selvage.benchmarks.workloads.Lateness;
import dev.selvage.benchmarks.workloads.Meter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Drops results, but notes how late each was. */
final class LatenessSink implements Sink<WindowTotal> {

    @Override
    public SinkWriter<WindowTotal> createWriter(WriterInitContext context) {
        return new Writer();
    }

    /** One per subtask. */
    private static final class Writer implements SinkWriter<WindowTotal> {

        private final Lateness lateness = Meter.sink();

        @Override
        public void write(WindowTotal total, Context context) {
            lateness.arrived(total.windowEnd);
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {}
    }
}
