package dev.selvage.it.storage;

import dev.selvage.api.file.FileSystem;
import dev.selvage.it.cluster.MiniCluster;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.FileSystemContract;
import dev.selvage.platform.storage.JobFileSystem;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;

/** Jobs get of HDFS what connectors expect. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class HadoopJobFileSystemIT implements FileSystemContract {

    private static FileSystem files;

    private final URI directory = URI.create("hdfs:///jobs/" + UUID.randomUUID() + "/");

    @BeforeAll
    static void openHdfs() {
        files = new JobFileSystem(
                new FileStorages(Optional.of(MiniCluster.shared().hadoopSettings())));
    }

    @Override
    public FileSystem files() {
        return files;
    }

    @Override
    public URI directory() {
        return directory;
    }
}
