package dev.selvage.container.oracle;

import dev.selvage.api.graph.Operation;
import dev.selvage.api.graph.StreamNode;
import dev.selvage.api.time.TimeDomain;
import dev.selvage.api.window.WindowAssigner;
import dev.selvage.container.oracle.SequentialOracle.Arrival;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which sinks of a job have more than one right output, though none of its records is late. A record that comes at the
 * very moment at which a session ends joins it. But that session fires, and is forgotten, once event time has come to its
 * last millisecond, which is the one before. What a timer or a window tells comes right behind the watermark that has
 * reached it, and the watermark before may have been that of the millisecond before, or any earlier one. So the two make
 * one session or two, in any runtime whose windows fire at their last millisecond, Flink included.
 *
 * <p>All other records are taken to come while event time is farther behind, which random jobs see to: their sources let it
 * lie 51 ms behind the latest record, and never have one that old.
 */
final class Undecided {
    private final Set<Integer> toldByTime = new HashSet<>();
    private final Set<Integer> nodes = new HashSet<>();
    private final Set<Integer> sinks = new TreeSet<>();
    private int seenSinks;

    /** The next node of the graph, what it has read, and whether its function had timers of event time that came due. */
    void evaluated(StreamNode node, List<Arrival> arrivals, boolean timersFired) {
        Operation operation = node.operation();
        boolean behindTimers = readsAny(node, toldByTime);
        if (readsAny(node, nodes) || (behindTimers && touches(operation, arrivals))) {
            nodes.add(node.id());
        }
        boolean begetsTime = operation instanceof Operation.AssignTimestamps;
        boolean isWindow = operation instanceof Operation.Window window && isOfEventTime(window.assigner());
        if (timersFired || isWindow || (behindTimers && !begetsTime)) {
            toldByTime.add(node.id());
        }
        if (operation instanceof Operation.Write) {
            if (nodes.contains(node.id())) {
                sinks.add(seenSinks);
            }
            seenSinks++;
        }
    }

    /** Those sinks, counted in the order of the graph. */
    Set<Integer> sinks() {
        return sinks;
    }

    private static boolean readsAny(StreamNode node, Set<Integer> wanted) {
        return node.inputs().stream().anyMatch(edge -> wanted.contains(edge.from()));
    }

    private static boolean isOfEventTime(WindowAssigner assigner) {
        return assigner.clock() == TimeDomain.EVENT_TIME;
    }

    /** Whether a record comes at the very moment at which a session of its key ends. */
    private static boolean touches(Operation operation, List<Arrival> arrivals) {
        if (!(operation instanceof Operation.Window window
                && window.assigner() instanceof WindowAssigner.Sessions sessions
                && isOfEventTime(sessions))) {
            return false;
        }
        Map<Object, NavigableSet<Long>> times = new HashMap<>();
        arrivals.forEach(arrival -> times.computeIfAbsent(arrival.key(), key -> new TreeSet<>())
                .add(arrival.record().timestamp()));
        return times.values().stream()
                .anyMatch(ofKey -> ofKey.stream().anyMatch(time -> {
                    Long before = ofKey.lower(time);
                    return before != null && time - before == sessions.gap();
                }));
    }
}
