package dev.selvage.it.yarn.contract;

import dev.selvage.core.jobmanager.containers.YarnContract;
import dev.selvage.core.jobmanager.containers.YarnScene;
import dev.selvage.it.cluster.MiniCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A real YARN keeps the contract, behind its own clients as the ApplicationMaster uses them. */
final class MiniYarnContractIT implements YarnContract {

    private static MiniCluster cluster;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    @BeforeAll
    static void start() {
        cluster = MiniCluster.start(List.of(
                "--no-zookeeper",
                // Nearly all that a scenario lasts is waiting for nodes.
                "--set",
                "yarn.resourcemanager.nodemanagers.heartbeat-interval-ms=100",
                // There are two nodes on one machine, and one of them is to be avoided.
                "--set",
                YarnConfiguration.RM_SCHEDULER_INCLUDE_PORT_IN_NODE_NAME + "=true"));
    }

    @AfterAll
    static void end() {
        cluster.close();
    }

    @Override
    public YarnScene open(int attempts) throws Exception {
        MiniYarnScene scene = new MiniYarnScene(cluster, Files.createTempDirectory(directory, "scene-"));
        scene.submit(attempts);
        return scene;
    }
}
