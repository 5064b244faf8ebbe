package dev.selvage.platform.storage;

import dev.selvage.api.file.FileOutput;
import dev.selvage.api.file.FileStatus;
import dev.selvage.api.file.FileSystem;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The files of jobs, on the same storages as our own: one object for all addresses. It makes directories on the way, as jobs
 * want it, and says with the JDK's exceptions what our storages refuse. Any thread may call.
 */
public final class JobFileSystem implements FileSystem {

    private final FileStorages storages;

    /** Serves jobs from these storages. */
    public JobFileSystem(FileStorages storages) {
        this.storages = storages;
    }

    @Override
    public InputStream open(URI file, long position) throws IOException {
        StoragePath path = path(file);
        try {
            SeekableInput in = storages.of(path).open(path);
            if (position > 0) {
                seek(in, position);
            }
            return in;
        } catch (RefusedException e) {
            throw translated(e, path);
        }
    }

    private static void seek(SeekableInput in, long position) throws IOException {
        try {
            in.seek(position);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    @Override
    public FileOutput create(URI file) throws IOException {
        StoragePath path = path(file);
        FileStorage storage = storages.of(path);
        try {
            return new StoredOutput(growing(storage, path));
        } catch (RefusedException e) {
            throw translated(e, path);
        }
    }

    private static SyncableOutput growing(FileStorage storage, StoragePath file) throws IOException {
        try {
            return storage.createGrowing(file);
        } catch (RefusedException e) {
            if (e.reason() != RefusedException.Reason.MISSING) {
                throw e;
            }
            storage.createDirectories(file.parent());
            return storage.createGrowing(file);
        }
    }

    @Override
    public void rename(URI from, URI to) throws IOException {
        StoragePath source = path(from);
        StoragePath target = path(to);
        FileStorage storage = storages.of(source);
        if (storage != storages.of(target)) {
            throw new IOException("Expected to rename within one file system, but found " + source + " and " + target
                    + ". Nothing was changed.");
        }
        try {
            move(storage, source, target);
        } catch (RefusedException e) {
            throw translated(e, e.reason() == RefusedException.Reason.EXISTS ? target : source);
        }
    }

    private static void move(FileStorage storage, StoragePath source, StoragePath target) throws IOException {
        try {
            storage.rename(source, target);
        } catch (RefusedException e) {
            boolean mayLackItsDirectory = e.reason() == RefusedException.Reason.MISSING
                    && storage.status(source).isPresent();
            if (!mayLackItsDirectory) {
                throw e;
            }
            storage.createDirectories(target.parent());
            storage.rename(source, target);
        }
    }

    @Override
    public void delete(URI file) throws IOException {
        StoragePath path = path(file);
        storages.of(path).delete(path);
    }

    @Override
    public List<FileStatus> list(URI directory) throws IOException {
        StoragePath path = path(directory);
        List<FileStatus> found = new ArrayList<>();
        for (Map.Entry<String, PathStatus> entry :
                storages.of(path).listStatus(path).orElse(new TreeMap<>()).entrySet()) {
            found.add(status(path.entry(entry.getKey()), entry.getValue()));
        }
        return found;
    }

    @Override
    public Optional<FileStatus> status(URI address) throws IOException {
        StoragePath path = path(address);
        return storages.of(path).status(path).map(found -> status(path, found));
    }

    private static FileStatus status(StoragePath path, PathStatus found) {
        return new FileStatus(
                address(path),
                found.directory(),
                found.lengthBytes(),
                found.modified().toEpochMilli());
    }

    /** Addresses are escaped, paths are not. */
    private static StoragePath path(URI address) {
        String scheme = address.getScheme() == null ? "file" : address.getScheme();
        String authority = address.getAuthority() == null ? "" : address.getAuthority();
        return StoragePath.parse(scheme + "://" + authority + address.getPath());
    }

    private static URI address(StoragePath path) {
        String rest = path.fileSystem().substring(path.scheme().length() + 1);
        try {
            return new URI(path.scheme(), rest.isEmpty() ? "" : rest.substring(2), path.path(), null, null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "Expected a path that makes an address, but found " + path + ". Rename it.", e);
        }
    }

    private static IOException translated(RefusedException refusal, StoragePath place) {
        IOException said = refusal.reason() == RefusedException.Reason.EXISTS
                ? new FileAlreadyExistsException(place.toString(), null, refusal.getMessage())
                : new NoSuchFileException(place.toString(), null, refusal.getMessage());
        said.initCause(refusal);
        return said;
    }

    private static final class StoredOutput extends FileOutput {
        private final SyncableOutput out;
        private long position;

        StoredOutput(SyncableOutput out) {
            this.out = out;
        }

        @Override
        public void write(int value) throws IOException {
            out.write(value);
            position++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            position += length;
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public void sync() throws IOException {
            out.sync();
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
