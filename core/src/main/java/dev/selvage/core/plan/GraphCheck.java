package dev.selvage.core.plan;

import dev.selvage.api.graph.Operation;
import dev.selvage.api.graph.Partitioning;
import dev.selvage.api.graph.StreamEdge;
import dev.selvage.api.graph.StreamNode;
import dev.selvage.api.time.TimeDomain;
import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.core.id.OperatorId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds what is wrong or strange with a job, a sentence for each mistake, so that its author can mend them all at once. */
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

    /**
     * What comes of a job that its author can hardly want, though nothing is wrong with it.
     *
     * @param nodes each behind those that it reads from
     */
    static List<String> warnings(List<StreamNode> nodes) {
        SortedMap<Integer, StreamNode> withoutEventTime = new TreeMap<>();
        Set<Integer> endless = new TreeSet<>();
        List<String> warnings = new ArrayList<>();
        for (StreamNode node : nodes) {
            if (isEndless(node, endless)) {
                endless.add(node.id());
                holdsBackEventTime(node, withoutEventTime).ifPresent(by -> withoutEventTime.put(node.id(), by));
            }
            StreamNode heldBackBy = withoutEventTime.get(node.id());
            if (heldBackBy != null && isWindowOfEventTime(node)) {
                warnings.add("The windows of " + named(node) + " never fire: they wait for event time, but "
                        + named(heldBackBy) + " makes no watermarks, and what it reads has no end. Give it a"
                        + " WatermarkStrategy that makes some, or take windows of processing time.");
            }
        }
        return warnings;
    }

    /** The end of all input is the end of event time, too. */
    private static boolean isEndless(StreamNode node, Set<Integer> endless) {
        return node.operation() instanceof Operation.Read read
                ? !read.source().isBounded()
                : node.inputs().stream().anyMatch(edge -> endless.contains(edge.from()));
    }

    /** The node because of which no event time comes out of an endless one; the slowest input decides. */
    private static Optional<StreamNode> holdsBackEventTime(
            StreamNode node, SortedMap<Integer, StreamNode> withoutEventTime) {
        if (node.operation() instanceof Operation.Read read) {
            return Optional.of(node).filter(any -> makesNone(read.watermarks()));
        } else if (node.operation() instanceof Operation.AssignTimestamps assign) {
            return Optional.of(node).filter(any -> makesNone(assign.watermarks()));
        }
        return node.inputs().stream()
                .flatMap(edge -> Optional.ofNullable(withoutEventTime.get(edge.from())).stream())
                .findFirst();
    }

    private static boolean makesNone(WatermarkStrategy<?> watermarks) {
        return watermarks.outOfOrdernessMillis().isEmpty();
    }

    private static boolean isWindowOfEventTime(StreamNode node) {
        return node.operation() instanceof Operation.Window window
                && window.assigner().clock() == TimeDomain.EVENT_TIME;
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
