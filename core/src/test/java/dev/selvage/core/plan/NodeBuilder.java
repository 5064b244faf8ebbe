package dev.selvage.core.plan;

import dev.selvage.api.graph.Operation;
import dev.selvage.api.graph.Partitioning;
import dev.selvage.api.graph.StreamEdge;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.api.graph.StreamNode;
import dev.selvage.api.graph.StreamNode.Chaining;
import dev.selvage.api.sink.DiscardingSink;
import dev.selvage.api.type.DataType;
import dev.selvage.api.type.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Builds nodes of stream graphs by hand, for tests: of records that are numbers, read from nodes that are known by name. */
public final class NodeBuilder {

    private static final DataType<?> TYPE = Types.LONG;
    private static final Operation PASS = new Operation.Transform(value -> value);

    private record Input(String from, int input, Partitioning partitioning, String sideOutput) {}

    private final String name;
    private final List<Input> inputs = new ArrayList<>();
    private Operation operation = PASS;
    private String uid = "";
    private int parallelism = 1;
    private int maxParallelism = -1;
    private Chaining chaining = Chaining.ALWAYS;
    private String slotSharingGroup = "default";

    private NodeBuilder(String name) {
        this.name = name;
    }

    public static NodeBuilder node(String name) {
        return new NodeBuilder(name);
    }

    public static Partitioning hash() {
        return new Partitioning.Hash(value -> value, Types.LONG);
    }

    /** Reads one more stream, as the first input. */
    public NodeBuilder reads(String from, Partitioning partitioning) {
        return reads(from, 0, partitioning, "");
    }

    public NodeBuilder reads(String from, int input, Partitioning partitioning, String sideOutput) {
        inputs.add(new Input(from, input, partitioning, sideOutput));
        return this;
    }

    public NodeBuilder follows(String from) {
        return reads(from, new Partitioning.Forward());
    }

    public NodeBuilder does(Operation newOperation) {
        this.operation = newOperation;
        return this;
    }

    public NodeBuilder writes() {
        return does(new Operation.Write(new DiscardingSink<>()));
    }

    public NodeBuilder uid(String newUid) {
        this.uid = newUid;
        return this;
    }

    public NodeBuilder parallelism(int newParallelism) {
        this.parallelism = newParallelism;
        return this;
    }

    public NodeBuilder maxParallelism(int newMaxParallelism) {
        this.maxParallelism = newMaxParallelism;
        return this;
    }

    public NodeBuilder chaining(Chaining newChaining) {
        this.chaining = newChaining;
        return this;
    }

    public NodeBuilder slotSharingGroup(String newGroup) {
        this.slotSharingGroup = newGroup;
        return this;
    }

    /** A graph of these nodes, each behind those that it reads from. */
    public static StreamGraph graph(NodeBuilder... nodes) {
        List<String> names = Arrays.stream(nodes).map(node -> node.name).toList();
        List<StreamNode> built = new ArrayList<>();
        for (NodeBuilder node : nodes) {
            built.add(node.build(built.size(), names));
        }
        return new StreamGraph("test", built, Map.of());
    }

    private StreamNode build(int id, List<String> names) {
        List<StreamEdge> edges = inputs.stream()
                .map(input -> new StreamEdge(
                        names.indexOf(input.from), input.input, input.partitioning, input.sideOutput, TYPE))
                .toList();
        return new StreamNode(
                id,
                name,
                uid,
                operation,
                parallelism,
                maxParallelism,
                chaining,
                slotSharingGroup,
                edges,
                TYPE,
                "Job.java:" + (id + 10));
    }
}
