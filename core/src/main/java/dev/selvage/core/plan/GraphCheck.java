package dev.selvage.core.plan;

import dev.selvage.api.graph.Operation;
import dev.selvage.api.graph.Partitioning;
import dev.selvage.api.graph.StreamEdge;
import dev.selvage.api.graph.StreamNode;
import dev.selvage.core.id.OperatorId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds what is wrong with a job, a sentence for each mistake, so that its author can mend them all at once. */
final class GraphCheck {

    private final SortedMap<Integer, StreamNode> nodes = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    private GraphCheck() {}

    /** @param nodes each behind those that it reads from, and with nothing left open */
    static List<String> problems(
            List<StreamNode> nodes, SortedMap<Integer, OperatorId> ids, boolean placesMayIdentify) {
        GraphCheck check = new GraphCheck();
        nodes.forEach(node -> check.nodes.put(node.id(), node));
        nodes.forEach(check::checkWidth);
        nodes.forEach(node -> node.inputs().forEach(edge -> check.checkForward(edge, node)));
        check.checkIds(nodes, ids);
        if (!placesMayIdentify) {
            nodes.forEach(check::checkUid);
        }
        return check.problems;
    }

    private void checkWidth(StreamNode node) {
        int most = node.maxParallelism();
        if (most > Widths.MOST_KEY_GROUPS) {
            problems.add("expected a maximum parallelism of " + named(node) + " of at most " + Widths.MOST_KEY_GROUPS
                    + ", but found " + most);
        } else if (node.parallelism() > most) {
            problems.add(
                    "expected a parallelism of " + named(node) + " of at most " + most + ", its maximum, but found "
                            + node.parallelism() + ": lower it, or raise the maximum, which a job with state cannot");
        }
    }

    private void checkForward(StreamEdge edge, StreamNode node) {
        StreamNode producer = Objects.requireNonNull(nodes.get(edge.from()));
        if (edge.partitioning() instanceof Partitioning.Forward && producer.parallelism() != node.parallelism()) {
            problems.add("expected the same parallelism at both ends of a forward, but found " + producer.parallelism()
                    + " of " + named(producer) + " and " + node.parallelism() + " of " + named(node)
                    + ": use rescale or rebalance");
        }
    }

    private void checkIds(List<StreamNode> all, SortedMap<Integer, OperatorId> ids) {
        SortedMap<OperatorId, StreamNode> owners = new TreeMap<>();
        for (StreamNode node : all) {
            StreamNode other = owners.putIfAbsent(Objects.requireNonNull(ids.get(node.id())), node);
            if (other != null) {
                problems.add("expected each uid once, but found \"" + node.uid() + "\" at both " + named(other)
                        + " and " + named(node) + ": state is found by it, so give one of them another");
            }
        }
    }

    private void checkUid(StreamNode node) {
        // What gathers records for windows keeps nothing, and is not there to be named.
        if (node.givenUid().isEmpty() && !(node.operation() instanceof Operation.PreAggregate)) {
            problems.add("expected a uid of every operator, since pipeline.auto-generate-uids is false, but found none"
                    + " of " + named(node) + ": add .uid(\"...\") behind it");
        }
    }

    private static String named(StreamNode node) {
        return node.callSite().isEmpty() ? node.name() : node.name() + " (" + node.callSite() + ")";
    }
}
