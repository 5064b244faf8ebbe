package dev.selvage.connector.files;

import dev.selvage.api.source.ComputedSource;
import dev.selvage.api.source.SourceOutput;
import dev.selvage.api.source.SplitReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a reader emits. */
final class Collected<T> implements SourceOutput<T> {
    final List<T> records = new ArrayList<>();

    /** Everything that a reader has, read in slices of this many records. */
    static <T> List<T> all(SplitReader<T, ?> reader, int limit) throws Exception {
        Collected<T> out = new Collected<>();
        try (reader) {
            while (out.slice(reader, limit) != SplitReader.END) {
                // The slice did it.
            }
        }
        return out.records;
    }

    /** All splits that a source finds. */
    static List<FileSplit> splits(TextFileSource source, TestContext context) throws Exception {
        return found(source.enumerator(), context);
    }

    private static <S> List<FileSplit> found(ComputedSource<FileSplit, S> enumerator, TestContext context)
            throws Exception {
        List<FileSplit> splits = new ArrayList<>();
        for (S search : enumerator.splits(2)) {
            splits.addAll(all(enumerator.open(search, context), 4));
        }
        return splits;
    }

    /** All lines that a source reads. */
    static List<String> lines(TextFileSource source, TestContext context) throws Exception {
        List<String> lines = new ArrayList<>();
        for (FileSplit split : splits(source, context)) {
            lines.addAll(all(source.open(split, context), 5));
        }
        return lines;
    }

    /** One slice, which must be no longer than asked for. */
    long slice(SplitReader<T, ?> reader, int limit) throws Exception {
        int before = records.size();
        long answer = reader.read(this, limit);
        if (records.size() - before > limit) {
            throw new IOException("expected at most " + limit + " records, but found " + (records.size() - before));
        }
        return answer;
    }

    @Override
    public void collect(T record) {
        records.add(record);
    }

    @Override
    public void collect(T record, long timestamp) {
        throw new UnsupportedOperationException("lines have no timestamps");
    }
}
