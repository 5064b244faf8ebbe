package dev.selvage.benchmarks.flink;

import dev.selvage.benchmarks.workloads.RecordCursor;
import dev.selvage.benchmarks.workloads.Workload;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Two splits, of which each reader takes the one with its own number. The enumerator has nothing to remember. */
final class GeneratorSource<T> implements Source<T, GeneratorSplit, Integer> {

    /** Makes the reader on the worker. */
    @FunctionalInterface
    interface ReaderFactory<T> extends Serializable {
        SourceReader<T, GeneratorSplit> create();
    }

    private final Workload workload;
    private final ReaderFactory<T> readers;

    GeneratorSource(Workload workload, ReaderFactory<T> readers) {
        this.workload = workload;
        this.readers = readers;
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<T, GeneratorSplit> createReader(SourceReaderContext context) {
        return readers.create();
    }

    @Override
    public SplitEnumerator<GeneratorSplit, Integer> createEnumerator(SplitEnumeratorContext<GeneratorSplit> context) {
        return new Enumerator(workload, context);
    }

    @Override
    public SplitEnumerator<GeneratorSplit, Integer> restoreEnumerator(
            SplitEnumeratorContext<GeneratorSplit> context, Integer nothing) {
        return new Enumerator(workload, context);
    }

    @Override
    public SimpleVersionedSerializer<GeneratorSplit> getSplitSerializer() {
        return new GeneratorSplit.Serializer();
    }

    @Override
    public SimpleVersionedSerializer<Integer> getEnumeratorCheckpointSerializer() {
        return new NothingSerializer();
    }

    /** Gives out each split once, when its reader registers. */
    private static final class Enumerator implements SplitEnumerator<GeneratorSplit, Integer> {

        private final Workload workload;
        private final SplitEnumeratorContext<GeneratorSplit> context;

        Enumerator(Workload workload, SplitEnumeratorContext<GeneratorSplit> context) {
            this.workload = workload;
            this.context = context;
        }

        @Override
        public void addReader(int subtask) {
            RecordCursor start = RecordCursor.atStart(workload, subtask);
            context.assignSplit(new GeneratorSplit(subtask, start.startMillis(), 0), subtask);
        }

        @Override
        public void addSplitsBack(List<GeneratorSplit> splits, int subtask) {
            throw new IllegalStateException("A benchmark does not survive failures, but lost " + splits + ".");
        }

        @Override
        public Integer snapshotState(long checkpoint) {
            return 0;
        }

        @Override
        public void start() {}

        @Override
        public void handleSplitRequest(int subtask, String host) {}

        @Override
        public void close() {}
    }

    /** Of the enumerator, which has no state. */
    private static final class NothingSerializer implements SimpleVersionedSerializer<Integer> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Integer nothing) {
            return new byte[0];
        }

        @Override
        public Integer deserialize(int version, byte[] serialized) {
            return 0;
        }
    }
}
