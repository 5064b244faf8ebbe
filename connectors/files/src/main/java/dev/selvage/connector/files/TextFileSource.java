package dev.selvage.connector.files;

import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.source.ComputedSource;
import dev.selvage.api.source.EnumeratedSource;
import dev.selvage.api.source.SplitReader;
import dev.selvage.api.type.DataType;
import dev.selvage.api.type.Types;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads the lines of text files, each once, and ends with the last file. Large files are read by several subtasks at once,
 * a split each. Lines are UTF-8 and end with {@code \n} or {@code \r\n}; files that end with {@code .gz} are unpacked, by one
 * subtask each.
 *
 * <p>An address is a file, a directory with all that is below it, or a pattern in which {@code *}, {@code ?}, {@code [a-z]}
 * and {@code {a,b}} stand for parts of names. Names that begin with {@code .} or {@code _} are left out: what is still being
 * written is called so. Files must stay as they are until the job has read them.
 *
 * <pre>{@code
 * Source<String, ?> lines = TextFileSource.of("hdfs:///logs/2026-*");
 * }</pre>
 */
public final class TextFileSource implements EnumeratedSource<String, FileSplit> {
    private static final long serialVersionUID = 1;
    /** Large enough that opening a file does not count, small enough that subtasks end at about the same time. */
    private static final long SPLIT_BYTES = 32L << 20;

    private final List<String> addresses;
    private final long splitBytes;

    private TextFileSource(List<String> addresses, long splitBytes) {
        this.addresses = addresses;
        this.splitBytes = splitBytes;
    }

    /** Reads what is at these addresses: {@code /a/b} on the local disk of each machine, {@code hdfs:///a/b} in HDFS. */
    public static TextFileSource of(String address, String... more) {
        return new TextFileSource(
                Stream.concat(Stream.of(address), Stream.of(more))
                        .map(TextFileSource::checked)
                        .toList(),
                SPLIT_BYTES);
    }

    /** Mistakes are told where the job is written, not where it runs. */
    private static String checked(String text) {
        URI address = Address.parse(text);
        Address.names(address).forEach(NamePattern::new);
        return address.toString();
    }

    /** The same, cut into splits of so many bytes: 32 MiB if nothing is said. */
    public TextFileSource withSplitBytes(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("A split has one or more bytes, but was to have " + bytes + ".");
        }
        return new TextFileSource(addresses, bytes);
    }

    @Override
    public boolean isBounded() {
        return true;
    }

    @Override
    public ComputedSource<FileSplit, ?> enumerator() {
        return new FileFinder(addresses, splitBytes);
    }

    @Override
    public SplitReader<String, FileSplit> open(FileSplit split, RuntimeContext context) throws IOException {
        return LineReader.open(context.getFileSystem(URI.create(split.file())), split);
    }

    @Override
    public DataType<String> recordType() {
        return Types.STRING;
    }

    @Override
    public DataType<FileSplit> splitType() {
        return Types.of(FileSplit.class);
    }
}
