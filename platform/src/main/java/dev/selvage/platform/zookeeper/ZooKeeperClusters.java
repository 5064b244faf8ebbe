package dev.selvage.platform.zookeeper;

import dev.selvage.core.config.ZooKeeperOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.id.ClusterId;
import dev.selvage.platform.leadership.RememberedClusters;
import java.io.IOException;
import java.util.List;
import org.apache.zookeeper.KeeperException;

/** All clusters below the node that they share. */
final class ZooKeeperClusters implements RememberedClusters {

    private final Connection zookeeper;
    private final String shared;

    private ZooKeeperClusters(Connection zookeeper, String shared) {
        this.zookeeper = zookeeper;
        this.shared = shared;
    }

    /** Begins to connect, and does not wait for it. */
    static ZooKeeperClusters open(Configuration configuration) throws InvalidConfigurationException {
        String shared = configuration.get(ZooKeeperOptions.PATH_ROOT);
        return new ZooKeeperClusters(Connection.open(configuration, new Nodes(shared)), shared);
    }

    @Override
    public List<String> names() throws IOException {
        try {
            return zookeeper
                    .readFresh("list the clusters below " + shared, session -> session.getChildren(shared, false))
                    .stream()
                    .sorted()
                    .toList();
        } catch (KeeperException e) {
            // No cluster has ever been here.
            return List.of();
        }
    }

    @Override
    public void forget(ClusterId cluster) throws IOException {
        String node = place(cluster);
        try {
            zookeeper.ask(
                    "forget " + node,
                    client -> client.delete().deletingChildrenIfNeeded().forPath(node));
        } catch (KeeperException.NoNodeException e) {
            // So it is, already.
        } catch (KeeperException e) {
            throw new IOException(
                    "Expected to forget " + node + ", but ZooKeeper answered " + e.code()
                            + ": somebody still writes there.",
                    e);
        }
    }

    @Override
    public String place(ClusterId cluster) {
        return Nodes.of(shared, cluster).root();
    }

    @Override
    public void close() {
        zookeeper.close();
    }
}
