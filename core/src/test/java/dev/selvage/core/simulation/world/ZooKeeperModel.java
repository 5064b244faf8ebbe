package dev.selvage.core.simulation.world;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a ZooKeeper ensemble does when nothing fails: versioned nodes, changed together or not at all. */
public final class ZooKeeperModel {

    /** Any version will do. */
    public static final int ANY_VERSION = -1;

    private final TreeMap<String, Node> nodes = new TreeMap<>();

    /**
     * A node as it stands.
     *
     * @param owner the session with which the node ends, if it is ephemeral
     */
    public record Node(String data, int version, Optional<Long> owner) {}

    /** One step of a transaction. */
    public sealed interface Operation {
        /** Makes a node; its parent must exist. */
        record Create(String path, String data, boolean ephemeral) implements Operation {}

        /** Changes a node of the given version. */
        record Write(String path, String data, int version) implements Operation {}

        /** Removes a node of the given version; it must have no children. */
        record Delete(String path, int version) implements Operation {}

        /** Demands that a node has the given version. */
        record Check(String path, int version) implements Operation {}
    }

    /** Why a transaction was refused as a whole. */
    public enum Refusal {
        NODE_EXISTS,
        NO_NODE,
        BAD_VERSION,
        NOT_EMPTY
    }

    /** A copy that stays as it is. */
    ZooKeeperModel asItIs() {
        ZooKeeperModel copy = new ZooKeeperModel();
        copy.nodes.putAll(nodes);
        return copy;
    }

    /** Carries out all operations, or none and says why. */
    Optional<Refusal> commit(long session, List<Operation> operations) {
        Map<String, Node> before = new TreeMap<>(nodes);
        for (Operation operation : operations) {
            Optional<Refusal> refusal = apply(session, operation);
            if (refusal.isPresent()) {
                nodes.clear();
                nodes.putAll(before);
                return refusal;
            }
        }
        return Optional.empty();
    }

    private Optional<Refusal> apply(long session, Operation operation) {
        if (operation instanceof Operation.Create it) {
            String parent = it.path().substring(0, it.path().lastIndexOf('/'));
            if (nodes.containsKey(it.path())) {
                return Optional.of(Refusal.NODE_EXISTS);
            }
            if (!parent.isEmpty() && !nodes.containsKey(parent)) {
                return Optional.of(Refusal.NO_NODE);
            }
            Optional<Long> owner = it.ephemeral() ? Optional.of(session) : Optional.empty();
            nodes.put(it.path(), new Node(it.data(), 0, owner));
            return Optional.empty();
        } else if (operation instanceof Operation.Write it) {
            Optional<Refusal> refusal = unlessAt(it.path(), it.version());
            if (refusal.isEmpty()) {
                nodes.computeIfPresent(it.path(), (path, node) -> new Node(it.data(), node.version + 1, node.owner));
            }
            return refusal;
        } else if (operation instanceof Operation.Delete it) {
            Optional<Refusal> refusal = unlessAt(it.path(), it.version());
            if (refusal.isEmpty() && !children(it.path()).isEmpty()) {
                return Optional.of(Refusal.NOT_EMPTY);
            }
            if (refusal.isEmpty()) {
                nodes.remove(it.path());
            }
            return refusal;
        } else if (operation instanceof Operation.Check it) {
            return unlessAt(it.path(), it.version());
        }
        throw new IllegalStateException("an unknown operation: " + operation);
    }

    private Optional<Refusal> unlessAt(String path, int version) {
        Node node = nodes.get(path);
        if (node == null) {
            return Optional.of(Refusal.NO_NODE);
        }
        return version == ANY_VERSION || version == node.version ? Optional.empty() : Optional.of(Refusal.BAD_VERSION);
    }

    public Optional<Node> node(String path) {
        return Optional.ofNullable(nodes.get(path));
    }

    List<String> children(String path) {
        return nodes.keySet().stream()
                .filter(node -> node.startsWith(path + "/") && node.indexOf('/', path.length() + 1) < 0)
                .map(node -> node.substring(path.length() + 1))
                .toList();
    }

    /** Removes what belongs to a session and returns the paths. */
    List<String> endSession(long session) {
        List<String> owned = nodes.entrySet().stream()
                .filter(entry -> entry.getValue().owner.equals(Optional.of(session)))
                .map(Map.Entry::getKey)
                .toList();
        owned.forEach(nodes::remove);
        return owned;
    }
}
