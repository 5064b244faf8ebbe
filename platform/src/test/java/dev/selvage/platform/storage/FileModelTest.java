package dev.selvage.platform.storage;

import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;

/** The simulator's file system keeps the contracts of the real ones. */
final class FileModelTest implements FileStorageContract, FencingContract {

    private final FileStorage storage = new ModelFileStorage();

    @BeforeEach
    void makeTheDirectory() throws IOException {
        storage.createDirectories(directory());
    }

    @Override
    public FileStorage storage() {
        return storage;
    }

    @Override
    public StoragePath directory() {
        return StoragePath.parse("/cluster/test");
    }
}
