package dev.selvage.core.checkpoint;

import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.OperatorId;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.plan.KeyGroupRange;
import dev.selvage.core.plan.Operator;
import dev.selvage.core.plan.Vertex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

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

    /** What a subtask of a vertex begins with. */
    public static TaskRestore of(Manifest manifest, Vertex vertex, int subtask) {
        List<TaskRestore.OperatorShare> operators = new ArrayList<>();
        boolean finished = true;
        for (Operator operator : vertex.chain()) {
            Optional<OperatorState> state = manifest.operator(operator.id());
            finished &= state.isPresent() && finished(state.get(), vertex.parallelism(), subtask);
            if (state.isPresent()) {
                List<TaskRestore.Share> shares = shares(state.get(), vertex, subtask);
                if (!shares.isEmpty()) {
                    operators.add(new TaskRestore.OperatorShare(operator.id(), shares));
                }
            }
        }
        return new TaskRestore(manifest.checkpoint(), finished, operators);
    }

    /** With another parallelism only if all had: what is left of the others' input is dealt out to everybody. */
    private static boolean finished(OperatorState state, int parallelism, int subtask) {
        return state.finished().size() == state.parallelism()
                || (state.parallelism() == parallelism && state.finished().contains(subtask));
    }

    private static List<TaskRestore.Share> shares(OperatorState state, Vertex vertex, int subtask) {
        KeyGroupRange mine = vertex.keyGroupsOf(subtask);
        ListDeal deal = new ListDeal(state, vertex.parallelism(), subtask);
        List<TaskRestore.Share> shares = new ArrayList<>();
        for (OperatorState.Part part : state.parts()) {
            Optional<KeyGroupRange> keyGroups = part.keyGroups().flatMap(mine::intersection);
            List<TaskRestore.ListShare> lists = deal.of(part);
            if (keyGroups.isPresent() || !lists.isEmpty()) {
                shares.add(new TaskRestore.Share(part.subtask(), part.handle(), keyGroups, lists));
            }
        }
        return shares;
    }
}
