package dev.selvage.platform.zookeeper;

import dev.selvage.platform.leadership.LeaderRecord;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;

/**
 * The leader's node: who leads, and how somebody else begins to. It is written only over the version that was read, so that of
 * all who try at once one succeeds, and its epoch never goes back. Any thread may call; calls block.
 */
final class Leaders {

    private static final Logger LOG = LogManager.getLogger(Leaders.class);

    private static final byte[] NOTHING = {};

    private final Connection zookeeper;
    private final Nodes nodes;

    Leaders(Connection zookeeper, Nodes nodes) {
        this.zookeeper = zookeeper;
        this.nodes = nodes;
    }

    /** What the node said in one of its versions. */
    record Seen(LeaderNode node, int version) {}

    /** Who leads; the server asked may lag by a moment. */
    Optional<LeaderRecord> current() throws IOException {
        try {
            byte[] found = zookeeper.ask(
                    "read who leads from " + nodes.leader(),
                    client -> client.getData().forPath(nodes.leader()));
            return LeaderNode.FORMAT.read(nodes.leader(), found).leader();
        } catch (KeeperException e) {
            return Optional.empty();
        }
    }

    /** What the node says, and not less than what anybody knew when this was called; nothing if it is not there. */
    Optional<Seen> look() throws IOException {
        Stat stat = new Stat();
        try {
            byte[] found = zookeeper.readFresh(
                    "read who leads from " + nodes.leader(), session -> session.getData(nodes.leader(), false, stat));
            return Optional.of(new Seen(LeaderNode.FORMAT.read(nodes.leader(), found), stat.getVersion()));
        } catch (KeeperException e) {
            return Optional.empty();
        }
    }

    /**
     * Writes over the version that was seen.
     *
     * @return the version that this made
     * @throws KeeperException if the node is not there any more, or has another version
     */
    int replace(int version, LeaderNode by) throws KeeperException, IOException {
        return zookeeper
                .ask(
                        "write who leads into " + nodes.leader(),
                        client -> client.setData()
                                .withVersion(version)
                                .forPath(nodes.leader(), LeaderNode.FORMAT.bytes(by)))
                .getVersion();
    }

    /**
     * Makes the node below which candidates stand in line, if ZooKeeper answers: one that may not stand there would wait for
     * ever otherwise, since Curator does not tell.
     */
    void makeLine() throws DeniedException {
        try {
            make(nodes.latch(), NOTHING);
        } catch (DeniedException e) {
            throw e;
        } catch (IOException e) {
            LOG.debug("expected to see whether one may stand in line, but nobody answers", e);
        }
    }

    /** Begins the next term. */
    Fence take() throws IOException {
        String token = UUID.randomUUID().toString();
        while (true) {
            Optional<Seen> seen = look();
            if (seen.isEmpty()) {
                make(nodes.jobs(), NOTHING);
                make(nodes.leader(), LeaderNode.FORMAT.bytes(LeaderNode.nobody()));
            } else if (seen.get().node().token().equals(token)) {
                // The answer to the write was lost, and it had taken effect.
                return new Fence(zookeeper, this, nodes, seen.get());
            } else {
                LeaderNode next = seen.get().node().next(token);
                try {
                    // Decision moment: of all who try to take this epoch one finds the version that he has seen. From
                    // here on whoever led before finds another one, whatever he has still to write.
                    int version = replace(seen.get().version(), next);
                    return new Fence(zookeeper, this, nodes, new Seen(next, version));
                } catch (KeeperException e) {
                    // Somebody else was faster, and has a higher epoch to be beaten than was seen; or it was this
                    // write, sent again after its answer was lost.
                }
            }
        }
    }

    private void make(String node, byte[] content) throws IOException {
        try {
            zookeeper.ask(
                    "make " + node,
                    client -> client.create().creatingParentsIfNeeded().forPath(node, content));
        } catch (KeeperException e) {
            // Somebody else has made it.
        }
    }
}
