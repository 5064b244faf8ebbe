package dev.selvage.container.oracle;

import dev.selvage.api.function.Function;
import dev.selvage.api.graph.Operation;
import dev.selvage.api.graph.StreamEdge;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.api.graph.StreamNode;
import dev.selvage.api.state.CheckpointedFunction;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What can be promised of a job whose channels do not wait for the barriers of others. Until the first failure, the same as
 * ever. Behind one, a task may see records again that it had seen before its snapshot. Where each record passes on its way
 * by itself, everything comes at least once, and nothing else comes. Whatever brings records together may have counted some
 * of them twice, or tell the last of them once more without the others: there the output may be anything.
 */
public final class AtLeastOnce {
    private AtLeastOnce() {}

    /** A function whose output for a record does not depend on other records, though it may keep it for a while. */
    public interface EachByItself {}

    /** Whether a job has no function that cannot live with it, since it counts on all subtasks having seen the same. */
    public static boolean suits(StreamGraph graph) {
        return graph.nodes().stream()
                .noneMatch(node -> node.operation() instanceof Operation.CoProcess process && keepsCount(process));
    }

    private static boolean keepsCount(Operation.CoProcess process) {
        return process.function() instanceof CheckpointedFunction;
    }

    /** Those sinks, counted in the order of the graph, that each record reaches by itself. */
    public static Set<Integer> soundSinks(StreamGraph graph) {
        Map<Integer, Boolean> sound = new HashMap<>();
        Set<Integer> sinks = new HashSet<>();
        int sink = 0;
        for (StreamNode node : graph.nodes()) {
            boolean is = passesEach(node.operation())
                    && node.inputs().stream().map(StreamEdge::from).allMatch(sound::get);
            sound.put(node.id(), is);
            if (node.operation() instanceof Operation.Write) {
                if (is) {
                    sinks.add(sink);
                }
                sink++;
            }
        }
        return sinks;
    }

    private static boolean passesEach(Operation operation) {
        if (operation instanceof Operation.CoProcess process) {
            return !keepsCount(process);
        } else if (operation instanceof Operation.KeyedProcess process) {
            Function function = process.function();
            return function instanceof EachByItself;
        } else if (operation instanceof Operation.Window window) {
            return window.gathering() instanceof Operation.Gathering.All
                    && window.firing() instanceof Operation.Firing.AsGathered;
        }
        return !(operation instanceof Operation.PreAggregate
                || operation instanceof Operation.Reduce
                || operation instanceof Operation.Aggregate
                || operation instanceof Operation.KeyedCoProcess);
    }

    /** How often something came beyond what was expected; throws if something is missing, or was never expected. */
    public static <E> int check(Collection<E> committed, Collection<E> expected, boolean whole) {
        Map<E, Integer> left = new HashMap<>();
        expected.forEach(each -> left.merge(each, 1, Integer::sum));
        Set<E> known = Set.copyOf(left.keySet());
        int repeated = 0;
        for (E each : committed) {
            if (!known.contains(each)) {
                throw new AssertionError("expected nothing like " + each + ", which was committed");
            }
            repeated += left.merge(each, -1, Integer::sum) < 0 ? 1 : 0;
        }
        if (whole) {
            left.values().removeIf(count -> count <= 0);
            if (!left.isEmpty()) {
                throw new AssertionError("expected at least once, but not committed: " + left);
            }
        }
        return repeated;
    }
}
