package dev.selvage.core.plan;

import dev.selvage.api.graph.Operation;
import dev.selvage.api.graph.Partitioning;
import dev.selvage.api.graph.StreamEdge;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.api.graph.StreamNode;
import dev.selvage.api.sink.TwoPhaseSink;
import dev.selvage.core.config.ExecutionOptions;
import dev.selvage.core.config.StateOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.OperatorId;
import dev.selvage.core.id.VertexId;
import dev.selvage.core.plan.Chains.Chain;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Makes a plan of a graph: gives operators their identifiers, joins them to chains, and draws the edges between these. The
 * same graph and configuration come to the same plan, wherever and whenever they are planned.
 */
public final class Planner {

    private final SortedMap<Integer, OperatorId> ids;
    private final Chains chains;
    private final List<Edge> edges = new ArrayList<>();
    private final List<StreamEdge> streams = new ArrayList<>();

    private Planner(SortedMap<Integer, OperatorId> ids, Chains chains) {
        this.ids = ids;
        this.chains = chains;
    }

    /**
     * Plans a job.
     *
     * @param configuration what holds for it: what the program set, and beneath it what was set outside
     */
    public static JobPlan plan(JobId job, StreamGraph graph, Configuration configuration) throws InvalidJobException {
        List<StreamNode> nodes = Widths.decide(graph, configuration);
        SortedMap<Integer, OperatorId> ids = OperatorIds.of(nodes);
        List<String> problems = GraphCheck.problems(nodes, ids, configuration.get(ExecutionOptions.AUTO_UIDS));
        if (configuration.get(StateOptions.BACKEND).equalsIgnoreCase("rocksdb")) {
            problems.add(
                    "expected state.backend.type to be hashmap, since RocksDB is still to come, but found rocksdb");
        }
        if (!problems.isEmpty()) {
            throw new InvalidJobException(problems);
        }
        Chains chains = new Chains(nodes, configuration.get(ExecutionOptions.CHAINING));
        // What the program called it itself is among its settings.
        String name = configuration.find(ExecutionOptions.NAME).orElse(graph.jobName());
        return new Planner(ids, chains).plan(job, name);
    }

    /** What the author of a job should know though it can be planned, a sentence each. */
    public static List<String> warnings(StreamGraph graph) {
        return GraphCheck.warnings(graph.nodes());
    }

    private JobPlan plan(JobId job, String name) {
        List<Vertex> vertices = new ArrayList<>();
        SortedMap<OperatorId, StreamNode> nodes = new TreeMap<>();
        for (Chain chain : chains.all()) {
            vertices.add(vertex(chain));
            chain.nodes().forEach(node -> nodes.put(idOf(node), node));
            chain.head().inputs().forEach(stream -> addEdge(stream, chain));
        }
        return new JobPlan(new ExecutionPlan(job, name, vertices, edges), nodes, streams);
    }

    private Vertex vertex(Chain chain) {
        StreamNode head = chain.head();
        return new Vertex(
                idOf(chain),
                chain.nodes().stream().map(StreamNode::name).collect(Collectors.joining(" -> ")),
                chain.nodes().stream().map(node -> operator(node, chain)).toList(),
                head.parallelism(),
                head.maxParallelism(),
                head.slotSharingGroup());
    }

    private Operator operator(StreamNode node, Chain chain) {
        Optional<OutputOf> input = node.id() == chain.head().id()
                ? Optional.empty()
                : Optional.of(output(node.inputs().get(0), chain));
        boolean twoPhase =
                node.operation() instanceof Operation.Write write && write.sink() instanceof TwoPhaseSink<?, ?>;
        return new Operator(idOf(node), node.name(), node.givenUid(), twoPhase, input);
    }

    private void addEdge(StreamEdge stream, Chain to) {
        Chain from = chains.of(stream.from());
        Exchange exchange = exchange(stream.partitioning());
        edges.add(new Edge(
                edges.size(),
                idOf(from),
                output(stream, from),
                idOf(to),
                stream.input(),
                exchange,
                exchange == Exchange.HASH));
        streams.add(stream);
    }

    private static OutputOf output(StreamEdge stream, Chain from) {
        String side = stream.sideOutput();
        return new OutputOf(from.placeOf(stream.from()), side.isEmpty() ? Optional.empty() : Optional.of(side));
    }

    private OperatorId idOf(StreamNode node) {
        return Objects.requireNonNull(ids.get(node.id()));
    }

    private VertexId idOf(Chain chain) {
        return Vertex.idOf(idOf(chain.head()));
    }

    private static Exchange exchange(Partitioning partitioning) {
        if (partitioning instanceof Partitioning.Forward) {
            return Exchange.FORWARD;
        } else if (partitioning instanceof Partitioning.Rebalance) {
            return Exchange.REBALANCE;
        } else if (partitioning instanceof Partitioning.Rescale) {
            return Exchange.RESCALE;
        } else if (partitioning instanceof Partitioning.Broadcast) {
            return Exchange.BROADCAST;
        } else if (partitioning instanceof Partitioning.Hash) {
            return Exchange.HASH;
        } else if (partitioning instanceof Partitioning.Custom) {
            return Exchange.CUSTOM;
        } else if (partitioning instanceof Partitioning.OnDemand) {
            return Exchange.ON_DEMAND;
        }
        throw new IllegalArgumentException("expected a partitioning that plans know, but found " + partitioning);
    }
}
