package dev.selvage.it.leadership;

import dev.selvage.platform.leadership.HighAvailabilityServices;
import dev.selvage.platform.leadership.TermContract;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** ZooKeeper keeps the contract of all kinds of high availability. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class ZooKeeperServicesIT implements TermContract {

    @TempDir
    private Path directory;

    private ZooKeeperScene scene;

    @BeforeEach
    void begin() {
        scene = new ZooKeeperScene(directory);
    }

    @AfterEach
    void end() throws Exception {
        scene.end();
    }

    @Override
    public HighAvailabilityServices join() throws Exception {
        return scene.join();
    }

    @Override
    public HighAvailabilityServices otherCluster() throws Exception {
        return scene.otherCluster();
    }
}
