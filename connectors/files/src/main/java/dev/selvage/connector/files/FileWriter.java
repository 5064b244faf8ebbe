package dev.selvage.connector.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.selvage.api.file.FileOutput;
import dev.selvage.api.file.FileSystem;
import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.sink.TwoPhaseWriter;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Writes lines into hidden files of its own. A file ends when it is large or old enough, and at each checkpoint; it becomes
 * visible by a {@link FileCommitter} alone.
 */
final class FileWriter<T> implements TwoPhaseWriter<T, PendingFile> {
    private final URI directory;
    private final FileSystem files;
    private final FileNames names;
    private final Rolling rolling;
    private final LongSupplier nanoTime;
    /** Ended, but not handed over yet. */
    private final List<PendingFile> ended = new ArrayList<>();

    private Optional<OpenFile> open = Optional.empty();
    private long number;

    FileWriter(URI directory, RuntimeContext context, Rolling rolling, LongSupplier nanoTime) {
        this.directory = directory;
        this.files = context.getFileSystem(directory);
        this.names = FileNames.of(context);
        this.rolling = rolling;
        this.nanoTime = nanoTime;
    }

    @Override
    public void write(T value, long timestamp) throws IOException {
        if (open.isPresent()
                && rolling.hasAge()
                && rolling.isOld(nanoTime.getAsLong() - open.get().sinceNanos())) {
            end(open.get());
        }
        OpenFile file = open.isPresent() ? open.get() : begin();
        file.writeLine(String.valueOf(value).getBytes(UTF_8));
        if (file.length() >= rolling.bytes()) {
            end(file);
        }
    }

    private OpenFile begin() throws IOException {
        URI hidden = Address.child(directory, names.hidden(number));
        URI visible = Address.child(directory, names.visible(number));
        OpenFile file = new OpenFile(create(hidden), hidden, visible, nanoTime.getAsLong());
        number++;
        open = Optional.of(file);
        return file;
    }

    private FileOutput create(URI hidden) throws IOException {
        try {
            return files.create(hidden);
        } catch (IOException e) {
            throw new IOException("Expected to begin a file in " + Address.text(directory) + ", but found" + why(e), e);
        }
    }

    private String why(IOException refusal) {
        if (isFile(directory)) {
            return " that this is a file itself. Name a directory, or move the file away.";
        }
        return ": " + refusal.toString().replaceFirst("\\.$", "") + ". Check the address, and who may write there.";
    }

    private boolean isFile(URI address) {
        try {
            return files.status(address).filter(found -> !found.isDirectory()).isPresent();
        } catch (IOException unknown) {
            return false;
        }
    }

    private void end(OpenFile file) throws IOException {
        ended.add(file.finish());
        open = Optional.empty();
    }

    @Override
    public List<PendingFile> prepareCommit() throws IOException {
        if (open.isPresent()) {
            end(open.get());
        }
        List<PendingFile> transaction = List.copyOf(ended);
        ended.clear();
        return transaction;
    }

    /** Takes along what no checkpoint can know of. A process that dies leaves it to {@link FileCommitter#abortAllBut}. */
    @Override
    public void close() throws IOException {
        if (open.isPresent()) {
            closeUnwanted(open.get());
            files.delete(open.get().hidden());
        }
        for (PendingFile each : ended) {
            files.delete(URI.create(each.hidden()));
        }
    }

    private static void closeUnwanted(OpenFile file) {
        try {
            file.close();
        } catch (IOException e) {
            // Such as when a successor has removed it: nobody misses its lines here, they are read again there.
        }
    }
}
