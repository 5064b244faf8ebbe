package dev.selvage.it.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.api.file.FileStatus;
import dev.selvage.api.file.FileSystem;
import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.sink.Committer;
import dev.selvage.api.sink.TwoPhaseWriter;
import dev.selvage.api.source.ComputedSource;
import dev.selvage.api.source.SourceOutput;
import dev.selvage.api.source.SplitReader;
import dev.selvage.connector.files.FileSplit;
import dev.selvage.connector.files.PendingFile;
import dev.selvage.connector.files.TextFileSink;
import dev.selvage.connector.files.TextFileSource;
import dev.selvage.it.cluster.MiniCluster;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.JobFileSystem;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the connector promises of the local disk holds in HDFS. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class TextFilesOnHdfsIT {

    private static final int SUBTASKS = 3;
    private static final int LINES = 1_000;

    private static FileSystem files;

    private final String directory = "hdfs:///files/" + UUID.randomUUID();
    private final TextFileSink<String> sink = TextFileSink.<String>of(directory).withFileBytes(5_000);

    @BeforeAll
    static void openHdfs() {
        files = new JobFileSystem(
                new FileStorages(Optional.of(MiniCluster.shared().hadoopSettings())));
    }

    @Test
    void whatIsCommittedIsReadOnceWhoeverCommitsAndWhateverWasLeft() throws Exception {
        List<PendingFile> decided = new ArrayList<>();
        for (int subtask = 0; subtask < SUBTASKS; subtask++) {
            decided.addAll(decidedOf(context(subtask, 2), subtask + " line "));
        }
        assertThat(decided).hasSizeGreaterThan(SUBTASKS);
        try (TwoPhaseWriter<String, PendingFile> predecessor = sink.createWriter(context(0, 1))) {
            predecessor.write("of a predecessor that lives on", Long.MIN_VALUE);
            assertThat(lines()).isEmpty();

            for (int subtask = 0; subtask < SUBTASKS; subtask++) {
                try (Committer<PendingFile> committer = sink.createCommitter(context(subtask, 3))) {
                    committer.abortAllBut(decided);
                    for (PendingFile each : decided) {
                        committer.commit(each);
                    }
                }
            }
        }

        assertThat(lines())
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, SUBTASKS)
                        .boxed()
                        .flatMap(subtask -> IntStream.range(0, LINES).mapToObj(line -> subtask + " line " + line))
                        .toList());
        assertThat(files.list(URI.create(directory)))
                .extracting(FileStatus::path)
                .allMatch(path -> path.getPath().contains("/part-"));
    }

    /** One transaction that a checkpoint decides, and one behind it that none does. */
    private List<PendingFile> decidedOf(RuntimeContext context, String prefix) throws Exception {
        try (TwoPhaseWriter<String, PendingFile> writer = sink.createWriter(context)) {
            for (int line = 0; line < LINES; line++) {
                writer.write(prefix + line, Long.MIN_VALUE);
            }
            List<PendingFile> decided = writer.prepareCommit();
            writer.write("behind the checkpoint", Long.MIN_VALUE);
            assertThat(writer.prepareCommit()).hasSize(1);
            return decided;
        }
    }

    private List<String> lines() throws Exception {
        TextFileSource source = TextFileSource.of(directory).withSplitBytes(777);
        List<String> lines = new ArrayList<>();
        for (FileSplit split : splits(source.enumerator())) {
            readAll(source.open(split, context(0, 1)), lines);
        }
        return lines;
    }

    private static <S> List<FileSplit> splits(ComputedSource<FileSplit, S> enumerator) throws Exception {
        List<FileSplit> splits = new ArrayList<>();
        for (S search : enumerator.splits(1)) {
            readAll(enumerator.open(search, context(0, 1)), splits);
        }
        return splits;
    }

    private static <T> void readAll(SplitReader<T, ?> reader, List<T> records) throws Exception {
        SourceOutput<T> out = new SourceOutput<>() {
            @Override
            public void collect(T record) {
                records.add(record);
            }

            @Override
            public void collect(T record, long timestamp) {
                records.add(record);
            }
        };
        try (reader) {
            while (reader.read(out, 10) != SplitReader.END) {
                // The slice did it.
            }
        }
    }

    /** Where a connector runs, reduced to what this one asks for. */
    private static RuntimeContext context(int subtask, int attempt) {
        return (RuntimeContext) Proxy.newProxyInstance(
                RuntimeContext.class.getClassLoader(),
                new Class<?>[] {RuntimeContext.class},
                (context, method, arguments) -> switch (method.getName()) {
                    case "getFileSystem" -> files;
                    case "getJobId" -> "fedcba9876543210fedcba9876543210";
                    case "getOperatorId" -> "0123456789abcdef0123456789abcdef";
                    case "getIndexOfThisSubtask" -> subtask;
                    case "getNumberOfParallelSubtasks" -> SUBTASKS;
                    case "getAttemptNumber" -> attempt;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
