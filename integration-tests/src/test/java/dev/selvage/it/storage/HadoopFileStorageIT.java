package dev.selvage.it.storage;

import dev.selvage.it.cluster.MiniCluster;
import dev.selvage.platform.storage.FencingContract;
import dev.selvage.platform.storage.FileStorage;
import dev.selvage.platform.storage.FileStorageContract;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.GrowingFileContract;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** HDFS keeps the contracts of all storages. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class HadoopFileStorageIT implements FileStorageContract, FencingContract, GrowingFileContract {

    private static final StoragePath ROOT = StoragePath.parse("hdfs:///contract");

    private static FileStorage storage;

    private final StoragePath directory = ROOT.child(UUID.randomUUID().toString());

    @BeforeAll
    static void openHdfs() throws IOException {
        storage = new FileStorages(Optional.of(MiniCluster.shared().hadoopSettings())).of(ROOT);
    }

    @BeforeEach
    void makeTheDirectory() throws IOException {
        storage.createDirectories(directory);
    }

    @Override
    public FileStorage storage() {
        return storage;
    }

    @Override
    public StoragePath directory() {
        return directory;
    }
}
