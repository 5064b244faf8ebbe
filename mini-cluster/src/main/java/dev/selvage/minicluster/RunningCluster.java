package dev.selvage.minicluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingServer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/** The daemons that run, in this process or as its children, and end with it. Started by one thread, ended by another. */
final class RunningCluster {

    private static final long NODES_CONNECT_MILLIS = 30_000;
    private static final int ANY_PORT = -1;
    private static final int SERVER_ID = 1;
    private static final int TICK_MILLIS = 500;
    private static final int MOST_CONNECTIONS = 1000;

    private final MiniClusterOptions options;
    private final Configuration settings;

    /** Written by the thread that starts, read by the one that ends. */
    private volatile Optional<MiniYARNCluster> startedYarn = Optional.empty();

    private volatile Optional<YarnProcesses> startedProcesses = Optional.empty();

    RunningCluster(MiniClusterOptions options) {
        this.options = options;
        this.settings = ServerSettings.of(options);
    }

    void startHdfs() throws IOException {
        File directory = options.directory().resolve("hdfs").toFile();
        MiniDFSCluster hdfs =
                new MiniDFSCluster.Builder(settings, directory).numDataNodes(1).build();
        hdfs.waitActive();
        ClientSettings.writeForHdfs(options.directory(), settings);
    }

    void startYarn(int nodeManagers) throws IOException, InterruptedException, YarnException {
        MiniYARNCluster yarn = new MiniYARNCluster("yarn", 1, nodeManagers, 1, 1);
        yarn.init(new YarnConfiguration(settings));
        startedYarn = Optional.of(yarn);
        yarn.start();
        if (!yarn.waitForNodeManagersToConnect(NODES_CONNECT_MILLIS)) {
            throw new IOException("Expected " + nodeManagers + " NodeManagers, but found fewer after "
                    + NODES_CONNECT_MILLIS + " ms. Look for the reason above.");
        }
        ClientSettings.writeForYarn(options.directory(), yarn.getConfig());
    }

    /** The same, with daemons that can be killed one by one. */
    void startYarnProcesses(int nodeManagers) throws IOException, InterruptedException, YarnException {
        YarnProcesses yarn = new YarnProcesses(settings, options);
        startedProcesses = Optional.of(yarn);
        yarn.start(nodeManagers);
    }

    void startZooKeeper() throws Exception {
        // A new one each time, as HDFS is new each time.
        Path directory = Files.createTempDirectory(options.directory(), "zookeeper-");
        // Without these bounds ZooKeeper grants between 2 and 20 ticks, whatever timeout a client asks for.
        Map<String, Object> sessions = Map.of("minSessionTimeout", "500", "maxSessionTimeout", "600000");
        InstanceSpec one = new InstanceSpec(
                directory.toFile(),
                ANY_PORT,
                ANY_PORT,
                ANY_PORT,
                false,
                SERVER_ID,
                TICK_MILLIS,
                MOST_CONNECTIONS,
                sessions);
        TestingServer zooKeeper = new TestingServer(one, true);
        ClientSettings.writeForZooKeeper(options.directory(), zooKeeper.getConnectString());
    }

    /**
     * Ends what would outlive this process: containers. NodeManagers that stop in good order would do so as well, but take 17 s
     * once they have run something; and HDFS cannot stop while its JVM ends.
     */
    void endContainers() throws InterruptedException {
        // First of all, because it starts another attempt for every ApplicationMaster that ends.
        startedYarn.ifPresent(yarn -> yarn.getResourceManager().stop());
        if (startedProcesses.isPresent()) {
            startedProcesses.get().end();
        }
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }
}
