package dev.selvage.platform.zookeeper;

import dev.selvage.core.config.ZooKeeperOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.platform.leadership.HighAvailabilityServices;
import dev.selvage.platform.leadership.LeaderRecord;
import dev.selvage.platform.leadership.Term;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.FileStorage;
import dev.selvage.platform.storage.FileStorages;
import java.io.IOException;
import java.util.Optional;

/**
 * A cluster that is remembered by ZooKeeper: who leads and which records count lies there, the content of records in the
 * cluster's directory. A line says who may try to lead, and is left when the session ends; who leads is said by the leader's
 * node alone, whatever becomes of sessions and connections. Any thread may call; calls block, while ZooKeeper does not answer for
 * as long as the options say.
 */
public final class ZooKeeperServices implements HighAvailabilityServices {

    private final Connection zookeeper;
    private final Nodes nodes;
    private final Leaders leaders;
    private final FileStorage storage;
    private final ClusterDirectory directory;

    private ZooKeeperServices(Connection zookeeper, Nodes nodes, FileStorage storage, ClusterDirectory directory) {
        this.zookeeper = zookeeper;
        this.nodes = nodes;
        this.leaders = new Leaders(zookeeper, nodes);
        this.storage = storage;
        this.directory = directory;
    }

    /** Begins to connect, and does not wait for it. */
    static ZooKeeperServices open(Configuration configuration, FileStorages storages)
            throws IOException, InvalidConfigurationException {
        ClusterDirectory directory = ClusterDirectory.of(configuration);
        Nodes nodes = Nodes.of(configuration.get(ZooKeeperOptions.PATH_ROOT), directory.cluster());
        FileStorage storage = storages.of(directory.path());
        return new ZooKeeperServices(Connection.open(configuration, nodes), nodes, storage, directory);
    }

    @Override
    public Optional<LeaderRecord> leader() throws IOException {
        return leaders.current();
    }

    @Override
    public void awaitTurn() throws IOException, InterruptedException {
        zookeeper.awaitAnswer();
        leaders.makeLine();
        zookeeper.awaitTurn(nodes.latch());
    }

    @Override
    public void passTurn() {
        zookeeper.leaveLine();
    }

    @Override
    public Term lead() throws IOException {
        Fence fence = leaders.take();
        return new ZooKeeperTerm(zookeeper, nodes, fence, new RecordFiles(storage, directory, fence.epoch()));
    }

    @Override
    public void close() {
        zookeeper.close();
    }
}
