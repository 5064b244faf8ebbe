package dev.selvage.it.yarn.contract;

import dev.selvage.core.jobmanager.containers.RestartableYarnScene;
import dev.selvage.core.jobmanager.containers.YarnRestartContract;
import dev.selvage.it.cluster.DaemonCluster;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A real YARN keeps the contract while its daemons are killed and come back. */
final class DaemonYarnContractIT implements YarnRestartContract {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    @Override
    public RestartableYarnScene open(int attempts) throws Exception {
        Map<String, String> settings = Map.of(
                "yarn.resourcemanager.nodemanagers.heartbeat-interval-ms",
                "100",
                YarnConfiguration.RM_SCHEDULER_INCLUDE_PORT_IN_NODE_NAME,
                "true",
                // A test that fails while there is none says so soon.
                YarnConfiguration.RESOURCEMANAGER_CONNECT_MAX_WAIT_MS,
                "60000");
        DaemonYarnScene scene = new DaemonYarnScene(DaemonCluster.start(DaemonYarnScene.NODES, settings), directory);
        scene.submit(attempts);
        return scene;
    }
}
