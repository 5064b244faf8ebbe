package dev.selvage.api.graph;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * A job before it is planned.
 *
 * <pre>{@code
 * int subtasks(StreamGraph graph) {
 *     return graph.nodes().stream().mapToInt(StreamNode::parallelism).sum();
 * }
 * }</pre>
 *
 * @param jobName what people call it
 * @param nodes every operator behind those that it reads from
 * @param settings what the program set, by the keys of the options
 */
public record StreamGraph(String jobName, List<StreamNode> nodes, Map<String, String> settings)
        implements Serializable {
    /** Keeps copies. */
    public StreamGraph {
        nodes = List.copyOf(nodes);
        settings = Map.copyOf(settings);
    }
}
