package dev.selvage.connector.files;

import dev.selvage.api.file.FileStatus;
import dev.selvage.api.file.FileSystem;
import dev.selvage.api.source.SourceOutput;
import dev.selvage.api.source.SplitReader;
import java.io.IOException;
import java.util.Optional;

/** Cuts the files of one address into splits. */
final class SplitFinder implements SplitReader<FileSplit, FileSearch> {
    private final FileWalk walk;
    private final long splitBytes;
    private FileSearch position;
    /** What is left of the file at hand. */
    private Optional<FileSplit> rest = Optional.empty();

    SplitFinder(FileSystem files, FileSearch search, long splitBytes) {
        this.walk = new FileWalk(files, search);
        this.splitBytes = splitBytes;
        this.position = search;
    }

    @Override
    public long read(SourceOutput<FileSplit> out, int limit) throws IOException {
        int emitted = 0;
        while (emitted < limit) {
            if (rest.isPresent()) {
                emit(rest.get(), out);
                emitted++;
            } else {
                Optional<FileStatus> file = walk.next();
                if (file.isEmpty()) {
                    return END;
                }
                rest = whatIsLeft(file.get());
            }
        }
        return MORE;
    }

    private void emit(FileSplit left, SourceOutput<FileSplit> out) {
        boolean isLast = left.end() - left.offset() <= splitBytes || left.end() == FileSplit.WHOLE;
        long end = isLast ? left.end() : left.offset() + splitBytes;
        out.collect(new FileSplit(left.file(), left.offset(), end));
        position = new FileSearch(position.address(), left.file(), end);
        rest = isLast ? Optional.empty() : Optional.of(new FileSplit(left.file(), end, left.end()));
    }

    private Optional<FileSplit> whatIsLeft(FileStatus file) throws IOException {
        String address = file.path().toString();
        long from = address.equals(position.lastFile()) ? position.offset() : 0;
        long end =
                Compression.of(file.path()) == Compression.NONE || file.length() == 0 ? file.length() : FileSplit.WHOLE;
        return from < end ? Optional.of(new FileSplit(address, from, end)) : Optional.empty();
    }

    @Override
    public FileSearch position() {
        return position;
    }

    @Override
    public void close() {}
}
