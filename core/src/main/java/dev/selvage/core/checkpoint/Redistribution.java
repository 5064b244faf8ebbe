package dev.selvage.core.checkpoint;

import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.OperatorId;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.plan.KeyGroupRange;
import dev.selvage.core.plan.KeyGroups;
import dev.selvage.core.plan.Operator;
import dev.selvage.core.plan.SubtaskRange;
import dev.selvage.core.plan.Vertex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Deals a checkpoint's state out to the tasks of a plan, whose parallelism and chains may differ from those that the
 * checkpoint was taken of. Every key and every list entry goes where it belongs, none is lost and none given twice.
 */
public final class Redistribution {

    private Redistribution() {}

    /** Why a job cannot start from a checkpoint, if it cannot. */
    public static Optional<Failure> obstacle(Manifest manifest, ExecutionPlan plan, boolean ignoreUnclaimed) {
        TreeMap<OperatorId, Vertex> vertices = new TreeMap<>();
        plan.vertices().forEach(vertex -> vertex.chain().forEach(operator -> vertices.put(operator.id(), vertex)));
        TreeSet<String> unclaimed = new TreeSet<>();
        for (OperatorState state : manifest.operators()) {
            Vertex vertex = vertices.get(state.operator());
            if (vertex == null && !state.parts().isEmpty()) {
                unclaimed.add(state.name()
                        + state.uid().map(uid -> " (uid " + uid + ")").orElse(" (no uid)"));
            } else if (vertex != null && state.isKeyed() && vertex.maxParallelism() != state.maxParallelism()) {
                return Optional.of(Failure.of(
                        ErrorCode.STATE_UNUSABLE,
                        "expected the maximum parallelism " + state.maxParallelism() + " of " + state.name()
                                + ", with which its keyed state was split, but found " + vertex.maxParallelism()
                                + ": set it back."));
            }
        }
        Optional<Failure> apart = endedApart(manifest, plan);
        if (apart.isPresent()) {
            return apart;
        }
        return unclaimed.isEmpty() || ignoreUnclaimed
                ? Optional.empty()
                : Optional.of(Failure.of(
                        ErrorCode.STATE_UNUSABLE,
                        "expected an operator for all state of checkpoint " + manifest.checkpoint()
                                + ", but found none for " + String.join(", ", unclaimed)
                                + ": give the operators their uids back; where they have none, undo what changed in front"
                                + " of them, such as preAggregate(), since their state is found by their place; or set"
                                + " execution.state-recovery.ignore-unclaimed-state to lose that state."));
    }

    private static Optional<Failure> endedApart(Manifest manifest, ExecutionPlan plan) {
        return plan.vertices().stream()
                .filter(vertex -> endsApart(manifest, vertex))
                .findFirst()
                .map(vertex -> Failure.of(
                        ErrorCode.STATE_UNUSABLE,
                        "expected the operators of '" + vertex.name()
                                + "' to have come to their end together, but in checkpoint " + manifest.checkpoint()
                                + " the first had and another one had not, since they were chained in another way:"
                                + " chain them as before."));
    }

    /** What a subtask of a vertex begins with. */
    public static TaskRestore of(Manifest manifest, Vertex vertex, int subtask) {
        return all(manifest, vertex).get(subtask);
    }

    /** What each subtask of a vertex begins with, found in one pass: there may be thousands of parts, and as many subtasks. */
    public static List<TaskRestore> all(Manifest manifest, Vertex vertex) {
        List<List<TaskRestore.OperatorShare>> operators = perSubtask(vertex);
        for (Operator operator : vertex.chain()) {
            manifest.operator(operator.id()).ifPresent(state -> {
                List<List<TaskRestore.Share>> shares = shares(state, vertex);
                for (int subtask = 0; subtask < vertex.parallelism(); subtask++) {
                    if (!shares.get(subtask).isEmpty()) {
                        operators.get(subtask).add(new TaskRestore.OperatorShare(operator.id(), shares.get(subtask)));
                    }
                }
            });
        }
        return IntStream.range(0, vertex.parallelism())
                .mapToObj(subtask -> new TaskRestore(
                        manifest.checkpoint(),
                        firstHadFinished(manifest, vertex, subtask) && !oneHadNot(manifest, vertex, subtask),
                        operators.get(subtask)))
                .toList();
    }

    private static <T> List<List<T>> perSubtask(Vertex vertex) {
        return Stream.generate(() -> (List<T>) new ArrayList<T>())
                .limit(vertex.parallelism())
                .toList();
    }

    /** If the first has come to its end, nothing reaches those behind it, also if they are new. */
    private static boolean firstHadFinished(Manifest manifest, Vertex vertex, int subtask) {
        return manifest.operator(vertex.chain().get(0).id())
                .filter(state -> finished(state, vertex.parallelism(), subtask))
                .isPresent();
    }

    private static boolean oneHadNot(Manifest manifest, Vertex vertex, int subtask) {
        return vertex.chain().stream()
                .flatMap(operator -> manifest.operator(operator.id()).stream())
                .anyMatch(state -> !finished(state, vertex.parallelism(), subtask));
    }

    /** Whether a task would be both over and not: what had finished has no state to go on with, and a source would begin anew. */
    private static boolean endsApart(Manifest manifest, Vertex vertex) {
        return IntStream.range(0, vertex.parallelism())
                .anyMatch(
                        subtask -> firstHadFinished(manifest, vertex, subtask) && oneHadNot(manifest, vertex, subtask));
    }

    /** With another parallelism only if all had: what is left of the others' input is dealt out to everybody. */
    private static boolean finished(OperatorState state, int parallelism, int subtask) {
        return state.finished().size() == state.parallelism()
                || (state.parallelism() == parallelism && state.finished().contains(subtask));
    }

    private static List<List<TaskRestore.Share>> shares(OperatorState state, Vertex vertex) {
        ListDeal deal = new ListDeal(state, vertex.parallelism());
        List<List<TaskRestore.Share>> shares = perSubtask(vertex);
        for (OperatorState.Part part : state.parts()) {
            SubtaskRange concerned = deal.next(part, keyGroupsAmong(part, vertex));
            for (int subtask = concerned.first(); subtask <= concerned.last(); subtask++) {
                Optional<KeyGroupRange> keyGroups = part.keyGroups().flatMap(vertex.keyGroupsOf(subtask)::intersection);
                List<TaskRestore.ListShare> lists = deal.of(part, subtask);
                if (keyGroups.isPresent() || !lists.isEmpty()) {
                    shares.get(subtask).add(new TaskRestore.Share(part.subtask(), part.handle(), keyGroups, lists));
                }
            }
        }
        return shares;
    }

    private static Optional<SubtaskRange> keyGroupsAmong(OperatorState.Part part, Vertex vertex) {
        return part.keyGroups()
                .map(keyGroups -> new SubtaskRange(
                        KeyGroups.subtaskOf(keyGroups.first(), vertex.parallelism(), vertex.maxParallelism()),
                        KeyGroups.subtaskOf(keyGroups.last(), vertex.parallelism(), vertex.maxParallelism())));
    }
}
