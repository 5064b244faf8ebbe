package dev.selvage.connector.files;

import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.source.ComputedSource;
import dev.selvage.api.source.SplitReader;
import dev.selvage.api.type.DataType;
import dev.selvage.api.type.Types;
import java.net.URI;
import java.util.List;

/** The source of splits: looks for files and cuts them, each address on its own. */
final class FileFinder implements ComputedSource<FileSplit, FileSearch> {
    private static final long serialVersionUID = 1;

    private final List<String> addresses;
    private final long splitBytes;

    FileFinder(List<String> addresses, long splitBytes) {
        this.addresses = addresses;
        this.splitBytes = splitBytes;
    }

    @Override
    public boolean isBounded() {
        return true;
    }

    @Override
    public List<FileSearch> splits(int parallelism) {
        return addresses.stream().map(address -> new FileSearch(address, "", 0)).toList();
    }

    @Override
    public SplitReader<FileSplit, FileSearch> open(FileSearch search, RuntimeContext context) {
        return new SplitFinder(context.getFileSystem(URI.create(search.address())), search, splitBytes);
    }

    @Override
    public DataType<FileSplit> recordType() {
        return Types.of(FileSplit.class);
    }

    @Override
    public DataType<FileSearch> splitType() {
        return Types.of(FileSearch.class);
    }
}
