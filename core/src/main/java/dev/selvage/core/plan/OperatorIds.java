package dev.selvage.core.plan;

import dev.selvage.api.graph.StreamEdge;
import dev.selvage.api.graph.StreamNode;
import dev.selvage.core.id.OperatorId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Gives each node its identifier: by its uid, or else by its place. A place is what the node does, what it reads, and which
 * it is among those of which the same can be said. It does not change with names, widths or partitioning, nor with what is
 * built elsewhere in the graph.
 */
final class OperatorIds {

    private final SortedMap<Integer, OperatorId> ids = new TreeMap<>();
    private final SortedMap<String, Integer> alike = new TreeMap<>();

    private OperatorIds() {}

    /** The identifiers by the nodes' numbers; equal ones where uids are. */
    static SortedMap<Integer, OperatorId> of(List<StreamNode> nodes) {
        OperatorIds given = new OperatorIds();
        nodes.forEach(given::add);
        return given.ids;
    }

    private void add(StreamNode node) {
        String place = place(node);
        // One that has a uid counts too: to give one to an operator must not rename those beside it.
        int before = alike.merge(place, 1, Integer::sum) - 1;
        ids.put(
                node.id(),
                node.givenUid().map(OperatorId::ofUid).orElseGet(() -> OperatorId.ofStructure(place + " " + before)));
    }

    /** A persistent format, such as {@code Reduce(0:bfc8984dd127633bb9543e46d05a8851)}. */
    private String place(StreamNode node) {
        return node.inputs().stream()
                .map(this::input)
                .collect(Collectors.joining(",", node.operation().getClass().getSimpleName() + "(", ")"));
    }

    private String input(StreamEdge edge) {
        String side = edge.sideOutput().isEmpty() ? "" : ":" + edge.sideOutput();
        return edge.input() + ":" + ids.get(edge.from()) + side;
    }
}
