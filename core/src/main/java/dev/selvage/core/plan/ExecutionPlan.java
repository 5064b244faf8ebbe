package dev.selvage.core.plan;

import dev.selvage.core.id.JobId;
import dev.selvage.core.id.SubtaskId;
import dev.selvage.core.id.VertexId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What of a job the control plane knows: which chains of operators run in how many subtasks, and how records go between
 * them. Data; the functions that users wrote travel beside it and are found by operator.
 *
 * @param vertices in an order in which each stands behind those that feed it
 */
public record ExecutionPlan(JobId job, String name, List<Vertex> vertices, List<Edge> edges) {

    public ExecutionPlan {
        vertices = List.copyOf(vertices);
        edges = List.copyOf(edges);
        SortedMap<VertexId, Integer> places = new TreeMap<>();
        for (Vertex vertex : vertices) {
            if (places.put(vertex.id(), places.size()) != null) {
                throw new IllegalArgumentException("expected each vertex once, but found " + vertex.name() + " twice");
            }
        }
        for (int number = 0; number < edges.size(); number++) {
            checkEdge(edges.get(number), number, vertices, places);
        }
    }

    private static void checkEdge(Edge edge, int number, List<Vertex> vertices, SortedMap<VertexId, Integer> places) {
        Integer from = places.get(edge.from());
        Integer to = places.get(edge.to());
        if (edge.number() != number || from == null || to == null || from >= to) {
            throw new IllegalArgumentException("expected edge " + number
                    + " to lead from a vertex to a later one, but found " + edge + " between places " + from + " and "
                    + to);
        }
        Vertex producer = vertices.get(from);
        Vertex consumer = vertices.get(to);
        if (edge.output().operator() >= producer.chain().size()) {
            throw new IllegalArgumentException("expected edge " + number + " to come from an operator of "
                    + producer.name() + ", but found place " + edge.output());
        }
        if (edge.exchange() == Exchange.FORWARD && producer.parallelism() != consumer.parallelism()) {
            throw new IllegalArgumentException(
                    "expected the same parallelism at both ends of a forward edge, but found "
                            + producer.parallelism() + " of " + producer.name() + " and " + consumer.parallelism()
                            + " of "
                            + consumer.name());
        }
    }

    public Vertex vertex(VertexId id) {
        return vertices.stream()
                .filter(vertex -> vertex.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("expected a vertex of the plan of " + name + ", but found " + id));
    }

    /** All subtasks, producers before consumers. */
    public List<SubtaskId> subtasks() {
        return vertices.stream().flatMap(vertex -> vertex.subtasks().stream()).toList();
    }

    public List<Edge> edgesInto(VertexId vertex) {
        return edges.stream().filter(edge -> edge.to().equals(vertex)).toList();
    }

    public List<Edge> edgesOutOf(VertexId vertex) {
        return edges.stream().filter(edge -> edge.from().equals(vertex)).toList();
    }

    /** The subtasks that a subtask sends to through an edge. */
    public List<SubtaskId> consumersOf(Edge edge, int producer) {
        return edge
                .consumersOf(
                        producer,
                        vertex(edge.from()).parallelism(),
                        vertex(edge.to()).parallelism())
                .stream()
                .mapToObj(index -> new SubtaskId(edge.to(), index))
                .toList();
    }

    /** The subtasks that a subtask hears from through an edge. */
    public List<SubtaskId> producersOf(Edge edge, int consumer) {
        return edge
                .producersOf(
                        consumer,
                        vertex(edge.from()).parallelism(),
                        vertex(edge.to()).parallelism())
                .stream()
                .mapToObj(index -> new SubtaskId(edge.from(), index))
                .toList();
    }

    /** How many slots run the whole job: per slot-sharing group as many as its widest vertex has subtasks. */
    public int slots() {
        SortedMap<String, Integer> widest = new TreeMap<>();
        vertices.forEach(vertex -> widest.merge(vertex.slotSharingGroup(), vertex.parallelism(), Math::max));
        return widest.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Subtasks connected by channels: what has to restart together. In the order of their first subtasks. */
    public List<Region> regions() {
        SubtaskUnion union = new SubtaskUnion(subtasks());
        for (Edge edge : edges) {
            Vertex from = vertex(edge.from());
            Vertex to = vertex(edge.to());
            for (int producer = 0; producer < from.parallelism(); producer++) {
                SubtaskRange range = edge.consumersOf(producer, from.parallelism(), to.parallelism());
                // The first producer of an all-to-all edge joins all consumers; of any other only one is needed then.
                int last = edge.exchange().isAllToAll() && producer > 0 ? range.first() : range.last();
                for (int consumer = range.first(); consumer <= last; consumer++) {
                    union.join(new SubtaskId(from.id(), producer), new SubtaskId(to.id(), consumer));
                }
            }
        }
        List<Region> regions = new ArrayList<>();
        for (List<SubtaskId> members : union.sets()) {
            regions.add(new Region(regions.size(), members));
        }
        return Collections.unmodifiableList(regions);
    }

    /** Whether some of its output shows when a checkpoint is decided, so that going back behind that would repeat it. */
    public boolean hasTwoPhaseSinks() {
        return vertices.stream().flatMap(vertex -> vertex.chain().stream()).anyMatch(Operator::twoPhase);
    }
}
