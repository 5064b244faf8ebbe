package dev.selvage.api;

import dev.selvage.api.graph.Partitioning;
import dev.selvage.api.graph.StreamEdge;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.api.graph.StreamNode;
import dev.selvage.api.sink.DiscardingSink;
import java.util.List;
import java.util.stream.Collectors;

/** What tests ask of graphs. */
final class Graphs {
    private Graphs() {}

    /** The graph of everything so far, with a sink behind a stream so that it may run. */
    static StreamGraph endingWith(DataStream<?> last) {
        end(last);
        return last.environment().streamGraph("test");
    }

    private static <T> void end(DataStream<T> last) {
        last.sinkTo(new DiscardingSink<>()).name("end");
    }

    static StreamNode node(StreamGraph graph, String namePrefix) {
        List<StreamNode> found = graph.nodes().stream()
                .filter(node -> node.name().startsWith(namePrefix))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError("Expected one node '" + namePrefix + "', but found " + found.size() + " in "
                    + graph.nodes().stream().map(StreamNode::name).toList());
        }
        return found.get(0);
    }

    /** Whom an edge comes from. */
    static StreamNode from(StreamGraph graph, StreamEdge edge) {
        return graph.nodes().stream()
                .filter(node -> node.id() == edge.from())
                .findFirst()
                .orElseThrow();
    }

    /** Edges into a node, such as {@code map -Hash-> 0}: from which node, how, and into which of its inputs. */
    static List<String> inputs(StreamGraph graph, String namePrefix) {
        return node(graph, namePrefix).inputs().stream()
                .map(edge -> describe(graph, edge))
                .collect(Collectors.toList());
    }

    private static String describe(StreamGraph graph, StreamEdge edge) {
        String from = from(graph, edge).name();
        String kind = from.contains(" at ") ? from.substring(0, from.indexOf(" at ")) : from;
        String side = edge.sideOutput().isEmpty() ? "" : "." + edge.sideOutput();
        return kind + side + " -" + name(edge.partitioning()) + "-> " + edge.input();
    }

    private static String name(Partitioning partitioning) {
        return partitioning.getClass().getSimpleName();
    }
}
