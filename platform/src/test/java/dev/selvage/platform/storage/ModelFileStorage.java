package dev.selvage.platform.storage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.selvage.core.simulation.world.FileModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The simulator's file system as a storage, to be held to the contracts. It has no clock and no files that grow. */
final class ModelFileStorage implements FileStorage {

    private final FileModel files = new FileModel();

    @Override
    public synchronized void createDirectories(StoragePath directory) throws IOException {
        settle(files.createDirectories(directory.path()), directory, "");
    }

    @Override
    public synchronized void createDirectory(StoragePath directory) throws IOException {
        settle(files.createDirectory(directory.path()), directory, "the directory of " + directory);
    }

    @Override
    public synchronized void createAtomically(StoragePath file, byte[] content) throws IOException {
        settle(files.create(file.path(), new String(content, ISO_8859_1)), file, "the directory of " + file);
    }

    @Override
    public synchronized void createMarker(StoragePath file) throws IOException {
        createAtomically(file, new byte[0]);
    }

    @Override
    public SyncableOutput createGrowing(StoragePath file) {
        throw new UnsupportedOperationException("the model knows whole files only");
    }

    @Override
    public OutputStream createWhole(StoragePath file, byte[] beginning) {
        throw new UnsupportedOperationException("the model knows whole files only");
    }

    @Override
    public synchronized void rename(StoragePath from, StoragePath to) throws IOException {
        settle(files.rename(from.path(), to.path()), to, from + " and the directory of " + to);
    }

    @Override
    public synchronized Optional<byte[]> read(StoragePath file) {
        return files.read(file.path()).map(content -> content.getBytes(ISO_8859_1));
    }

    @Override
    public SeekableInput open(StoragePath file) throws IOException {
        Optional<byte[]> content = read(file);
        if (content.isEmpty()) {
            throw RefusedException.missing("a file at " + file, new IOException("the model has none"));
        }
        ByteArrayInputStream in = new ByteArrayInputStream(content.get());
        return new SeekableInput(in, position -> {
            in.reset();
            in.skipNBytes(position);
        });
    }

    @Override
    public synchronized Optional<List<String>> list(StoragePath directory) {
        return files.list(directory.path())
                .map(names -> names.stream()
                        .filter(name -> !TemporaryName.matches(name))
                        .toList());
    }

    @Override
    public synchronized Optional<PathStatus> status(StoragePath path) {
        if (files.list(path.path()).isPresent()) {
            return Optional.of(new PathStatus(true, 0, Instant.now()));
        }
        return read(path).map(content -> new PathStatus(false, content.length, Instant.now()));
    }

    @Override
    public synchronized void delete(StoragePath path) throws IOException {
        settle(files.delete(path.path()), path, "");
    }

    @Override
    public synchronized void deleteTree(StoragePath path) throws IOException {
        settle(files.deleteTree(path.path()), path, "");
    }

    @Override
    public synchronized void deleteLeftovers(StoragePath directory) {
        files.list(directory.path()).stream()
                .flatMap(List::stream)
                .filter(TemporaryName::matches)
                .forEach(name -> files.delete(directory.child(name).path()));
    }

    @Override
    public boolean renamesDirectoriesAtomically() {
        return true;
    }

    private static void settle(FileModel.Outcome outcome, StoragePath target, String wanted) throws IOException {
        switch (outcome) {
            case DONE -> {}
            case EXISTS -> throw RefusedException.exists(target);
            case MISSING -> throw RefusedException.missing(wanted, new IOException("the model has no such place"));
            case NOT_EMPTY -> throw RefusedException.notEmpty(target);
        }
    }
}
