package dev.selvage.benchmarks.selvage;

import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.source.ComputedSource;
import dev.selvage.api.source.SplitReader;
import dev.selvage.api.type.DataType;
import dev.selvage.api.type.Types;
import dev.selvage.benchmarks.workloads.RecordCursor;
import dev.selvage.benchmarks.workloads.Workload;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/** Two splits without an end. */
final class GeneratorSource<T> implements ComputedSource<T, GeneratorSource.Split> {

    private final Workload workload;
    private final Class<T> recordClass;
    private final ReaderFactory<T> readers;
    /** Read once: every subtask computes the splits for itself, and all must come to the same. */
    private final long startMillis;

    GeneratorSource(Workload workload, Class<T> recordClass, ReaderFactory<T> readers) {
        this.workload = workload;
        this.recordClass = recordClass;
        this.readers = readers;
        this.startMillis = RecordCursor.atStart(workload, 0).startMillis();
    }

    /** How far a split has come. */
    record Split(int split, long startMillis, long position) {}

    /** Makes the reader where it is to read. */
    @FunctionalInterface
    interface ReaderFactory<T> extends Serializable {
        SplitReader<T, Split> create(RecordCursor cursor);
    }

    @Override
    public boolean isBounded() {
        return false;
    }

    @Override
    public List<Split> splits(int parallelism) {
        return IntStream.range(0, Workload.SPLITS)
                .mapToObj(split -> new Split(split, startMillis, 0))
                .toList();
    }

    @Override
    public SplitReader<T, Split> open(Split split, RuntimeContext context) {
        return readers.create(new RecordCursor(workload, split.split(), split.startMillis(), split.position()));
    }

    @Override
    public DataType<T> recordType() {
        return Types.of(recordClass);
    }

    @Override
    public DataType<Split> splitType() {
        return Types.of(Split.class);
    }
}
