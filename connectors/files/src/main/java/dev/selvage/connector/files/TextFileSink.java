package dev.selvage.connector.files;

import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.sink.Committer;
import dev.selvage.api.sink.TwoPhaseSink;
import dev.selvage.api.sink.TwoPhaseWriter;
import dev.selvage.api.type.DataType;
import dev.selvage.api.type.Types;
import java.net.URI;
import java.time.Duration;

/**
 * Writes each record as a line of text, exactly once. A file shows under its name, {@code part-…}, when the checkpoint that
 * ended it has decided, with all its lines; until then it is hidden behind a dot. So files are as small as checkpoints are
 * frequent, and without checkpoints nothing shows before the job ends.
 *
 * <pre>{@code
 * Sink<String> lines = TextFileSink.of("hdfs:///words");
 * Sink<Long> numbers = TextFileSink.<Long>of("/tmp/numbers").withFileAge(Duration.ofMinutes(1));
 * }</pre>
 *
 * @param <T> the records, of which {@code toString()} is written
 */
public final class TextFileSink<T> implements TwoPhaseSink<T, PendingFile> {
    private static final long serialVersionUID = 1;

    private final URI directory;
    private final Rolling rolling;

    private TextFileSink(URI directory, Rolling rolling) {
        this.directory = directory;
        this.rolling = rolling;
    }

    /** Writes into a directory, which is made if it is not there. */
    public static <T> TextFileSink<T> of(String directory) {
        return new TextFileSink<>(Address.parse(directory), Rolling.USUAL);
    }

    /** The same, but a file ends as soon as it has so many bytes: 128 MiB if nothing is said. */
    public TextFileSink<T> withFileBytes(long bytes) {
        return new TextFileSink<>(directory, rolling.withBytes(bytes));
    }

    /** The same, but a record does not go into a file that was begun so long ago: a checkpoint alone ends it else. */
    public TextFileSink<T> withFileAge(Duration age) {
        return new TextFileSink<>(directory, rolling.withAge(age));
    }

    @Override
    public TwoPhaseWriter<T, PendingFile> createWriter(RuntimeContext context) {
        return new FileWriter<>(directory, context, rolling, System::nanoTime);
    }

    @Override
    public Committer<PendingFile> createCommitter(RuntimeContext context) {
        return new FileCommitter(directory, context);
    }

    @Override
    public DataType<PendingFile> transactionType() {
        return Types.of(PendingFile.class);
    }
}
