package dev.selvage.core.plan;

import dev.selvage.core.id.OperatorId;
import dev.selvage.core.id.SubtaskId;
import dev.selvage.core.id.VertexId;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One chain of operators, and in how many subtasks it runs.
 *
 * @param chain in an order in which each operator stands behind the one that feeds it
 * @param maxParallelism how many key groups its state has; fixed as soon as there is state
 * @param slotSharingGroup subtasks of vertices of one group may share a slot
 */
public record Vertex(
        VertexId id, String name, List<Operator> chain, int parallelism, int maxParallelism, String slotSharingGroup) {

    public Vertex {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("expected operators in the chain of " + name + ", but found none");
        }
        if (parallelism < 1 || parallelism > maxParallelism) {
            throw new IllegalArgumentException("expected a parallelism of " + name + " from 1 to its maximum of "
                    + maxParallelism + ", but found " + parallelism);
        }
        for (int i = 0; i < chain.size(); i++) {
            int place = i;
            boolean fed =
                    chain.get(i).input().map(input -> input.operator() < place).orElse(place == 0);
            if (!fed) {
                throw new IllegalArgumentException("expected " + chain.get(i).name() + " behind the operator of " + name
                        + " that feeds it, but found it at place " + place);
            }
        }
    }

    /** The vertex of the chain that begins with this operator. */
    public static VertexId idOf(OperatorId head) {
        return new VertexId(head.high(), head.low());
    }

    /** Its subtasks, in order. */
    public List<SubtaskId> subtasks() {
        return IntStream.range(0, parallelism)
                .mapToObj(index -> new SubtaskId(id, index))
                .toList();
    }

    public KeyGroupRange keyGroupsOf(int subtask) {
        return KeyGroups.range(subtask, parallelism, maxParallelism);
    }
}
