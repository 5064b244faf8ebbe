package dev.selvage.container.job;

import dev.selvage.platform.storage.FileStorage;
import dev.selvage.platform.storage.GrowingFiles;
import dev.selvage.platform.storage.LocalFileStorage;
import dev.selvage.platform.storage.SeekableInput;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Proxy;

/** Disks on which now and then a new file cannot be made, or cannot be written to. They have as much as snapshots need. */
public final class FaultyStorage {
    private static final int FAULTS = 25;

    private FaultyStorage() {}

    /** What is done with a file. */
    private interface Access<T> {
        T to(StoragePath file) throws IOException;
    }

    /** A disk of this machine. */
    public static FileStorage onThisMachine() {
        FileStorage disk = new LocalFileStorage();
        return faulty(disk::createWhole, disk::open);
    }

    /** A disk that costs no time, and keeps nothing that was not closed. */
    public static FileStorage inMemory() {
        GrowingFiles disk = new GrowingFiles();
        return faulty(disk::create, disk::open);
    }

    private static FileStorage faulty(Access<OutputStream> create, Access<SeekableInput> open) {
        return (FileStorage) Proxy.newProxyInstance(
                FaultyStorage.class.getClassLoader(),
                new Class<?>[] {FileStorage.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "createWhole" ->
                        begun(
                                created(create, (StoragePath) arguments[0]),
                                arguments.length > 1 ? (byte[]) arguments[1] : new byte[0]);
                    case "delete" -> null;
                    case "open" -> open.to((StoragePath) arguments[0]);
                    default ->
                        throw new UnsupportedOperationException("snapshots need no '" + method.getName() + "' so far");
                });
    }

    private static OutputStream begun(OutputStream made, byte[] beginning) throws IOException {
        if (beginning.length > 0) {
            made.write(beginning);
        }
        return made;
    }

    private static OutputStream created(Access<OutputStream> create, StoragePath file) throws IOException {
        if (Faults.happensAt(FAULTS)) {
            throw new IOException("no file can be made");
        }
        OutputStream made = create.to(file);
        if (Faults.happensAt(FAULTS)) {
            // What is written from here on does not arrive.
            made.close();
        }
        return made;
    }
}
