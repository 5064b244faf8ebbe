package dev.selvage.core.plan;

import dev.selvage.api.graph.Partitioning;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.api.graph.StreamNode;
import dev.selvage.core.config.ExecutionOptions;
import dev.selvage.core.config.option.Configuration;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Decides what nodes leave open: into how many subtasks and key groups they are divided. Does not look at chains, so that
 * keyed state has the same key groups however operators are chained.
 */
final class Widths {

    /** As many key groups as the layout of keyed state knows. */
    static final int MOST_KEY_GROUPS = 32_768;

    private static final int FEWEST_KEY_GROUPS = 128;

    private final int parallelism;
    private final int maxParallelism;
    private final SortedMap<Integer, StreamNode> decided = new TreeMap<>();

    private Widths(Configuration configuration) {
        this.parallelism = configuration.get(ExecutionOptions.PARALLELISM);
        this.maxParallelism = configuration.get(ExecutionOptions.MAX_PARALLELISM);
    }

    /** The nodes of a graph, each behind those that it reads from, with nothing left open. */
    static List<StreamNode> decide(StreamGraph graph, Configuration configuration) {
        Widths widths = new Widths(configuration);
        graph.nodes().forEach(widths::add);
        return List.copyOf(widths.decided.values());
    }

    private void add(StreamNode node) {
        boolean known = node.inputs().stream().allMatch(edge -> decided.containsKey(edge.from()));
        boolean inOrder = decided.isEmpty() || decided.lastKey() < node.id();
        if (!known || !inOrder) {
            throw new IllegalArgumentException("expected each node behind those that it reads from, but found "
                    + node.name() + " at " + node.id());
        }
        int subtasks = node.parallelism() < 1 ? parallelism : node.parallelism();
        decided.put(
                node.id(),
                new StreamNode(
                        node.id(),
                        node.name(),
                        node.uid(),
                        node.operation(),
                        subtasks,
                        node.maxParallelism() < 1 ? keyGroups(node, subtasks) : node.maxParallelism(),
                        node.chaining(),
                        node.slotSharingGroup(),
                        node.inputs(),
                        node.outputType(),
                        node.callSite()));
    }

    /** Those of the one that it gets its records straight from; else as configured, or enough to grow by half. */
    private int keyGroups(StreamNode node, int subtasks) {
        if (node.inputs().size() == 1 && node.inputs().get(0).partitioning() instanceof Partitioning.Forward) {
            return Objects.requireNonNull(decided.get(node.inputs().get(0).from()))
                    .maxParallelism();
        } else if (maxParallelism > 0) {
            return maxParallelism;
        }
        int roomy = Integer.highestOneBit(subtasks + subtasks / 2 - 1) * 2;
        return Math.max(FEWEST_KEY_GROUPS, Math.min(roomy, MOST_KEY_GROUPS));
    }
}
