package dev.selvage.core.plan;

import dev.selvage.api.graph.StreamEdge;
import dev.selvage.api.graph.StreamNode;
import dev.selvage.core.id.OperatorId;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A job ready to run: what the control plane knows of it, and beside that what only tasks look at, with the author's
 * functions in it. Data.
 *
 * @param nodes what each operator does, with nothing left open
 * @param streams what each edge of the plan was in the author's program, by the edge's number
 */
public record JobPlan(ExecutionPlan plan, SortedMap<OperatorId, StreamNode> nodes, List<StreamEdge> streams) {

    public JobPlan {
        nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
        streams = List.copyOf(streams);
        if (streams.size() != plan.edges().size()) {
            throw new IllegalArgumentException("expected a stream for each of the "
                    + plan.edges().size() + " edges of " + plan.name() + ", but found " + streams.size());
        }
    }

    /** What an operator of the plan does. */
    public StreamNode node(OperatorId operator) {
        StreamNode node = nodes.get(operator);
        if (node == null) {
            throw new IllegalArgumentException(
                    "expected an operator of the plan of " + plan.name() + ", but found " + operator);
        }
        return node;
    }

    /** What an edge of the plan was in the author's program: how it partitions, and which records it carries. */
    public StreamEdge stream(Edge edge) {
        return streams.get(edge.number());
    }
}
