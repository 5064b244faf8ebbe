package dev.selvage.platform.zookeeper;

import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.platform.leadership.SupersededException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.curator.framework.api.transaction.CuratorOp;
import org.apache.curator.framework.api.transaction.TransactionOp;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.zookeeper.KeeperException;

/**
 * One term's hold on the leader's node. Each change is made in one transaction with a check of that node's version: it takes
 * effect in this term, or not at all. Sessions play no part in it: a leader whose session has ended leads on, and one that
 * stood still for an hour finds out with its next change that another term has begun. Any thread may call; calls block.
 */
final class Fence {

    private static final Logger LOG = LogManager.getLogger(Fence.class);

    private final Connection zookeeper;
    private final Leaders leaders;
    private final Nodes nodes;
    private final LeaderNode term;
    /** The last that is known to be this term's: announcing an address makes another one. */
    private final AtomicInteger version;
    /** Why nothing can be changed any more. */
    private volatile Optional<String> over = Optional.empty();

    Fence(Connection zookeeper, Leaders leaders, Nodes nodes, Leaders.Seen taken) {
        this.zookeeper = zookeeper;
        this.leaders = leaders;
        this.nodes = nodes;
        this.term = taken.node();
        this.version = new AtomicInteger(taken.version());
    }

    /** What is to be changed. */
    interface Changes {
        List<CuratorOp> with(TransactionOp operation) throws Exception;
    }

    LeaderEpoch epoch() {
        return new LeaderEpoch(term.epoch());
    }

    /** Lets everybody find the leader of this term. */
    void announce(String control, String rest) throws IOException {
        while (true) {
            failIfOver();
            try {
                int made = leaders.replace(version.get(), term.announced(control, rest));
                version.accumulateAndGet(made, Math::max);
                return;
            } catch (KeeperException e) {
                findOut();
            }
        }
    }

    /**
     * Makes all changes in one step, or none.
     *
     * @param wanted goes on after "Expected to"
     * @throws KeeperException if what is there does not admit one of the changes
     * @throws SupersededException if this term is over
     */
    void decide(String wanted, Changes changes) throws KeeperException, IOException {
        while (true) {
            failIfOver();
            int seen = version.get();
            try {
                zookeeper.ask(wanted, client -> {
                    List<CuratorOp> step = new ArrayList<>();
                    step.add(client.transactionOp().check().withVersion(seen).forPath(nodes.leader()));
                    step.addAll(changes.with(client.transactionOp()));
                    return client.transaction().forOperations(step);
                });
                return;
            } catch (KeeperException.BadVersionException e) {
                findOut();
            } catch (KeeperException.NoNodeException e) {
                // It may be the leader's.
                findOut();
                throw e;
            }
        }
    }

    private void failIfOver() throws SupersededException {
        if (over.isPresent()) {
            throw new SupersededException(over.get());
        }
    }

    /** The leader's node has another version: it is this term's own, or another term has begun. */
    private void findOut() throws IOException {
        Optional<Leaders.Seen> seen = leaders.look();
        if (seen.filter(found -> found.node().token().equals(term.token())).isPresent()) {
            version.accumulateAndGet(seen.get().version(), Math::max);
            return;
        }
        String sentence = "Expected to lead as number " + epoch() + ", but found that "
                + seen.map(found -> "number " + found.node().epoch() + " does")
                        .orElse("somebody deleted " + nodes.leader())
                + ": nothing that was decided here since is in effect.";
        LOG.warn(sentence);
        over = Optional.of(sentence);
        throw new SupersededException(sentence);
    }
}
