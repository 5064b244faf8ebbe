package dev.selvage.core.plan;

import dev.selvage.api.graph.Partitioning;
import dev.selvage.api.graph.StreamNode;
import dev.selvage.api.graph.StreamNode.Chaining;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which nodes run in one task. A chain is a tree of nodes, each of which gets every record in the very subtask that made it.
 * What comes from outside comes to its head.
 */
final class Chains {

    /** @param nodes the head, and then each behind the one that feeds it */
    record Chain(List<StreamNode> nodes) {

        StreamNode head() {
            return nodes.get(0);
        }

        int placeOf(int id) {
            return nodes.stream().map(StreamNode::id).toList().indexOf(id);
        }
    }

    private final SortedMap<Integer, Chain> byHead = new TreeMap<>();
    private final SortedMap<Integer, Chain> byNode = new TreeMap<>();

    /** Builds the chains of nodes of which each stands behind those that it reads from. */
    Chains(List<StreamNode> nodes, boolean chaining) {
        for (StreamNode node : nodes) {
            Chain chain = chaining && isFedByOneForward(node) && mayShareTask(producerOf(node), node)
                    ? of(producerOf(node).id())
                    : byHead.computeIfAbsent(node.id(), id -> new Chain(new ArrayList<>()));
            chain.nodes().add(node);
            byNode.put(node.id(), chain);
        }
    }

    /** By their heads' numbers, and so each behind those that feed it. */
    Collection<Chain> all() {
        return byHead.values();
    }

    /** The chain that a node is in. */
    Chain of(int node) {
        return Objects.requireNonNull(byNode.get(node));
    }

    private StreamNode producerOf(StreamNode node) {
        int producer = node.inputs().get(0).from();
        Chain chain = of(producer);
        return chain.nodes().get(chain.placeOf(producer));
    }

    private static boolean isFedByOneForward(StreamNode node) {
        return node.inputs().size() == 1 && node.inputs().get(0).partitioning() instanceof Partitioning.Forward;
    }

    private static boolean mayShareTask(StreamNode producer, StreamNode node) {
        return producer.chaining() != Chaining.NEVER
                && node.chaining() == Chaining.ALWAYS
                && producer.parallelism() == node.parallelism()
                && producer.maxParallelism() == node.maxParallelism()
                && producer.slotSharingGroup().equals(node.slotSharingGroup());
    }
}
