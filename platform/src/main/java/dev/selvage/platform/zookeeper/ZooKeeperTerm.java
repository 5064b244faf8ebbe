package dev.selvage.platform.zookeeper;

import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.platform.leadership.SupersededException;
import dev.selvage.platform.leadership.Term;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.curator.framework.api.transaction.CuratorOp;
import org.apache.curator.framework.api.transaction.TransactionOp;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;

/**
 * A term whose records are nodes in ZooKeeper. The content of a record lies in a file, which is durable before the node that
 * points to it is made; the node is made, and removed, in one step with a check that the term is not over.
 */
final class ZooKeeperTerm implements Term {

    private static final Logger LOG = LogManager.getLogger(ZooKeeperTerm.class);
    private static final byte[] NOTHING = {};

    /** So that a transaction stays far below the megabyte that ZooKeeper takes at once. */
    private static final int MOST_AT_ONCE = 1_000;

    private final Connection zookeeper;
    private final Nodes nodes;
    private final Fence fence;
    private final RecordFiles files;
    /** Files of writes whose fate is unknown, by node: written again, they need no other one. */
    private final Map<String, Unfinished> unfinished = new ConcurrentHashMap<>();

    ZooKeeperTerm(Connection zookeeper, Nodes nodes, Fence fence, RecordFiles files) {
        this.zookeeper = zookeeper;
        this.nodes = nodes;
        this.fence = fence;
        this.files = files;
    }

    @SuppressWarnings("ArrayRecordComponent") // It is not compared as a whole.
    private record Unfinished(byte[] content, RecordNode node) {}

    @Override
    public LeaderEpoch epoch() {
        return fence.epoch();
    }

    @Override
    public void announce(String control, String rest) throws IOException {
        fence.announce(control, rest);
    }

    @Override
    public List<JobId> jobs() throws IOException {
        try {
            return zookeeper.readFresh("list the jobs in " + nodes.jobs(), session -> {
                List<JobId> found = new ArrayList<>();
                for (String name : session.getChildren(nodes.jobs(), false)) {
                    Optional<JobId> job = Nodes.job(name);
                    if (job.isPresent() && hasRecords(session.exists(nodes.job(job.get()), false))) {
                        found.add(job.get());
                    }
                }
                return found.stream().sorted().toList();
            });
        } catch (KeeperException e) {
            return List.of();
        }
    }

    private static boolean hasRecords(Stat job) {
        return Optional.ofNullable(job)
                .filter(found -> found.getNumChildren() > 0)
                .isPresent();
    }

    @Override
    public List<String> names(JobId job) throws IOException {
        return children(job).orElse(List.of());
    }

    private Optional<List<String>> children(JobId job) throws IOException {
        try {
            return Optional.of(zookeeper
                    .readFresh(
                            "list what is recorded of job " + job,
                            session -> session.getChildren(nodes.job(job), false))
                    .stream()
                    .sorted()
                    .toList());
        } catch (KeeperException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<byte[]> read(JobId job, String name) throws IOException {
        Optional<byte[]> node = node(job, name);
        while (node.isPresent() && node.get().length > 0) {
            RecordNode pointer = RecordNode.FORMAT.read(nodes.record(job, name), node.get());
            Optional<byte[]> content = files.read(job, pointer);
            if (content.isPresent()) {
                return content;
            }
            Optional<byte[]> again = node(job, name);
            if (again.filter(now -> Arrays.equals(now, pointerBytes(pointer))).isPresent()) {
                throw new IOException("Expected what is recorded as " + name + " of job " + job + " in "
                        + files.path(job, pointer) + ", but found no file there: somebody deleted it, or the storage"
                        + " directory is another one than when it was written.");
            }
            // Deleted since it was looked for.
            node = again;
        }
        return node;
    }

    /** What the node of a record says. */
    private Optional<byte[]> node(JobId job, String name) throws IOException {
        String node = nodes.record(job, name);
        try {
            return Optional.of(zookeeper.readFresh(
                    "read what is recorded as " + name + " of job " + job,
                    session -> session.getData(node, false, new Stat())));
        } catch (KeeperException e) {
            return Optional.empty();
        }
    }

    @Override
    public WriteOutcome write(JobId job, String name, byte[] content) {
        if (content.length == 0) {
            return mark(job, name);
        }
        try {
            RecordNode pointer = file(job, name, content);
            WriteOutcome outcome = decide(job, name, pointerBytes(pointer), content);
            unfinished.remove(nodes.record(job, name));
            return outcome;
        } catch (IOException e) {
            return unknown(job, name, e);
        }
    }

    @Override
    public WriteOutcome mark(JobId job, String name) {
        try {
            return decide(job, name, NOTHING, NOTHING);
        } catch (IOException e) {
            return unknown(job, name, e);
        }
    }

    private static WriteOutcome unknown(JobId job, String name, IOException e) {
        LOG.warn(
                "Expected to record {} of job {}, but nobody knows whether it is there; it counts neither as written nor as"
                        + " refused until it is written again: {}",
                name,
                job,
                e.getMessage());
        return WriteOutcome.UNKNOWN;
    }

    private static byte[] pointerBytes(RecordNode pointer) {
        return RecordNode.FORMAT.bytes(pointer);
    }

    /** Nothing of it is deleted before its node is: as long as the fate of a write is unknown, its file may be pointed to. */
    private RecordNode file(JobId job, String name, byte[] content) throws IOException {
        String node = nodes.record(job, name);
        Optional<Unfinished> before =
                Optional.ofNullable(unfinished.get(node)).filter(written -> Arrays.equals(written.content(), content));
        if (before.isPresent()) {
            return before.get().node();
        }
        RecordNode made = files.create(job, name, content);
        unfinished.put(node, new Unfinished(content, made));
        return made;
    }

    private WriteOutcome decide(JobId job, String name, byte[] node, byte[] content) throws IOException {
        try {
            if (create(job, name, node)) {
                return WriteOutcome.WRITTEN;
            }
        } catch (SupersededException e) {
            return WriteOutcome.REFUSED;
        } catch (KeeperException e) {
            throw strange("make " + nodes.record(job, name), e);
        }
        // Something stands there: this write, whose answer was lost, or another one.
        Optional<byte[]> found = read(job, name);
        if (found.isEmpty()) {
            throw new IOException("Expected " + nodes.record(job, name) + " where something stood, but found nothing.");
        }
        return Arrays.equals(found.get(), content) ? WriteOutcome.WRITTEN : WriteOutcome.REFUSED;
    }

    /** Somebody else is at work below the cluster's node. */
    private static IOException strange(String wanted, KeeperException e) {
        return new IOException(
                "Expected to " + wanted + ", but ZooKeeper answered " + e.code()
                        + ". Look what is there; only Selvage may make or delete nodes of this cluster.",
                e);
    }

    /** Makes the node of a record, unless something stands there. */
    private boolean create(JobId job, String name, byte[] content) throws KeeperException, IOException {
        String wanted = "record " + name + " of job " + job;
        String node = nodes.record(job, name);
        boolean jobIsNew = false;
        while (true) {
            try {
                // Decision moment: from here on the next leader finds the record.
                if (jobIsNew) {
                    fence.decide(
                            wanted,
                            step -> List.of(
                                    step.create().forPath(nodes.job(job), NOTHING),
                                    step.create().forPath(node, content)));
                } else {
                    fence.decide(wanted, step -> List.of(step.create().forPath(node, content)));
                }
                return true;
            } catch (KeeperException.NoNodeException e) {
                if (jobIsNew) {
                    throw e;
                }
                jobIsNew = true;
            } catch (KeeperException.NodeExistsException e) {
                if (!jobIsNew) {
                    return false;
                }
                // Another record of it was faster.
                jobIsNew = false;
            }
        }
    }

    @Override
    public void delete(JobId job, String name) throws IOException {
        String node = nodes.record(job, name);
        Optional<byte[]> found = node(job, name);
        try {
            fence.decide(
                    "delete " + name + " of job " + job,
                    step -> found.isPresent() ? List.of(step.delete().forPath(node)) : List.of());
        } catch (KeeperException.NoNodeException e) {
            // It is gone: deleted by this, whose answer was lost, or at the same time.
        } catch (KeeperException e) {
            throw strange("delete " + node, e);
        }
        if (found.isPresent() && found.get().length > 0) {
            files.delete(job, RecordNode.FORMAT.read(node, found.get()));
        }
    }

    @Override
    public void forget(JobId job) throws IOException {
        Optional<List<String>> names = children(job);
        boolean more = true;
        while (more) {
            Optional<List<String>> found = names;
            try {
                fence.decide("forget job " + job, step -> deletions(step, job, found));
                more = found.filter(all -> all.size() > MOST_AT_ONCE).isPresent();
                names = more ? children(job) : found;
            } catch (KeeperException e) {
                // What is there has changed since it was listed, or the answer was lost.
                names = children(job);
                if (names.equals(found)) {
                    throw strange("forget " + nodes.job(job), e);
                }
            }
        }
        files.clear(job, jobs());
    }

    private List<CuratorOp> deletions(TransactionOp step, JobId job, Optional<List<String>> names) throws Exception {
        List<CuratorOp> deletions = new ArrayList<>();
        List<String> all = names.orElse(List.of());
        for (String name : all.subList(0, Math.min(MOST_AT_ONCE, all.size()))) {
            deletions.add(step.delete().forPath(nodes.record(job, name)));
        }
        if (names.isPresent() && all.size() <= MOST_AT_ONCE) {
            deletions.add(step.delete().forPath(nodes.job(job)));
        }
        return deletions;
    }
}
