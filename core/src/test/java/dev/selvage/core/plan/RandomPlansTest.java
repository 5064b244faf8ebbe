package dev.selvage.core.plan;

import static dev.selvage.core.plan.NodeBuilder.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.api.graph.Partitioning;
import dev.selvage.api.graph.StreamEdge;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.api.graph.StreamNode;
import dev.selvage.api.graph.StreamNode.Chaining;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.OperatorId;
import dev.selvage.core.id.VertexId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What holds for the plan of any graph. */
class RandomPlansTest {

    private static final int GRAPHS = 2000;

    private record Place(Vertex vertex, int inChain) {}

    @Test
    void everyNodeRunsOnceAsWideAsItsVertex() throws Exception {
        for (int seed = 0; seed < GRAPHS; seed++) {
            StreamGraph graph = randomGraph(seed);
            JobPlan plan = plan(graph);

            assertThat(places(plan).keySet())
                    .as("seed %d", seed)
                    .isEqualTo(plan.nodes().keySet());
            assertThat(plan.plan().vertices().stream()
                            .mapToInt(v -> v.chain().size())
                            .sum())
                    .isEqualTo(graph.nodes().size());
            places(plan).forEach((id, place) -> {
                StreamNode node = plan.node(id);
                assertThat(node.parallelism()).isEqualTo(place.vertex().parallelism());
                assertThat(node.maxParallelism()).isEqualTo(place.vertex().maxParallelism());
                assertThat(node.slotSharingGroup()).isEqualTo(place.vertex().slotSharingGroup());
                assertThat(place.vertex().chain().get(place.inChain()).name()).isEqualTo(node.name());
            });
        }
    }

    @Test
    void everyStreamRunsInsideOneChainOrAlongOneEdge() throws Exception {
        for (int seed = 0; seed < GRAPHS; seed++) {
            StreamGraph graph = randomGraph(seed);
            JobPlan plan = plan(graph);
            Map<Integer, Place> byNode = places(plan).entrySet().stream()
                    .collect(Collectors.toMap(entry -> plan.node(entry.getKey()).id(), Map.Entry::getValue));
            List<String> expected = new ArrayList<>();
            for (StreamNode node : graph.nodes()) {
                node.inputs().forEach(stream -> expected.add(told(stream, node.id())));
            }
            List<String> found = new ArrayList<>();
            for (Vertex vertex : plan.plan().vertices()) {
                vertex.chain().stream()
                        .filter(operator -> operator.input().isPresent())
                        .forEach(operator -> {
                            StreamNode node = plan.node(operator.id());
                            StreamEdge stream = node.inputs().get(0);
                            assertThat(node.inputs()).hasSize(1);
                            assertThat(stream.partitioning()).isInstanceOf(Partitioning.Forward.class);
                            checkOutput(operator.input().get(), stream, byNode);
                            found.add(told(stream, node.id()));
                        });
            }
            for (Edge edge : plan.plan().edges()) {
                StreamEdge stream = plan.stream(edge);
                Vertex to = plan.plan().vertex(edge.to());
                assertThat(edge.from())
                        .isEqualTo(Objects.requireNonNull(byNode.get(stream.from()))
                                .vertex()
                                .id());
                assertThat(edge.input()).isEqualTo(stream.input());
                assertThat(edge.keyed()).isEqualTo(stream.partitioning() instanceof Partitioning.Hash);
                checkOutput(edge.output(), stream, byNode);
                found.add(told(stream, plan.node(to.chain().get(0).id()).id()));
            }
            assertThat(found).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void verticesStandBehindThoseThatFeedThem() throws Exception {
        for (int seed = 0; seed < GRAPHS; seed++) {
            JobPlan plan = plan(randomGraph(seed));
            List<VertexId> order =
                    plan.plan().vertices().stream().map(Vertex::id).toList();

            assertThat(plan.plan().edges())
                    .as("seed %d", seed)
                    .allMatch(edge -> order.indexOf(edge.from()) < order.indexOf(edge.to()));
        }
    }

    @Test
    void aPlanAndItsTextFollowFromTheGraphAlone() throws Exception {
        for (int seed = 0; seed < GRAPHS / 10; seed++) {
            StreamGraph graph = randomGraph(seed);

            assertThat(plan(graph)).isEqualTo(plan(graph));
            assertThat(PlanText.json(plan(graph).plan()))
                    .isEqualTo(PlanText.json(plan(randomGraph(seed)).plan()));
        }
    }

    private static void checkOutput(OutputOf output, StreamEdge stream, Map<Integer, Place> byNode) {
        assertThat(output.operator())
                .isEqualTo(Objects.requireNonNull(byNode.get(stream.from())).inChain());
        assertThat(output.sideOutput().orElse("")).isEqualTo(stream.sideOutput());
    }

    private static String told(StreamEdge stream, int to) {
        return stream.from() + ":" + stream.sideOutput() + " -> " + to + ":" + stream.input() + " "
                + stream.partitioning().getClass().getSimpleName();
    }

    private static Map<OperatorId, Place> places(JobPlan plan) {
        Map<OperatorId, Place> places = new TreeMap<>();
        for (Vertex vertex : plan.plan().vertices()) {
            for (int i = 0; i < vertex.chain().size(); i++) {
                places.put(vertex.chain().get(i).id(), new Place(vertex, i));
            }
        }
        return places;
    }

    private static JobPlan plan(StreamGraph graph) throws InvalidJobException {
        return Planner.plan(new JobId(0, 7), graph, Configuration.empty());
    }

    private static StreamGraph randomGraph(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        NodeBuilder[] nodes = new NodeBuilder[random.nextInt(1, 15)];
        int[] parallelism = new int[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            NodeBuilder node = node("n" + i);
            int inputs = i == 0 ? 0 : random.nextInt(0, 8) / 3;
            parallelism[i] = inputs == 0 || random.nextInt(3) == 0 ? random.nextInt(1, 4) : parallelism[i - 1];
            for (int input = 0; input < inputs; input++) {
                int from = random.nextBoolean() ? i - 1 : random.nextInt(i);
                node.reads(
                        "n" + from,
                        random.nextInt(input + 1),
                        random.nextInt(3) > 0 && parallelism[from] == parallelism[i]
                                ? new Partitioning.Forward()
                                : exchange(random),
                        random.nextInt(4) == 0 ? "side" : "");
            }
            if (random.nextInt(3) == 0) {
                node.uid("uid " + i);
            }
            if (random.nextInt(8) == 0) {
                node.maxParallelism(random.nextInt(4, 6));
            }
            if (random.nextInt(5) == 0) {
                node.chaining(random.nextBoolean() ? Chaining.HEAD : Chaining.NEVER);
            }
            nodes[i] = node.parallelism(parallelism[i]).slotSharingGroup(random.nextInt(8) == 0 ? "own" : "default");
        }
        return NodeBuilder.graph(nodes);
    }

    private static Partitioning exchange(SplittableRandom random) {
        List<Partitioning> choices = List.of(
                new Partitioning.Rebalance(),
                new Partitioning.Rescale(),
                new Partitioning.Broadcast(),
                NodeBuilder.hash(),
                new Partitioning.OnDemand(),
                new Partitioning.Custom((key, subtasks) -> 0, value -> value));
        return choices.get(random.nextInt(choices.size()));
    }
}
