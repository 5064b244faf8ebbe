package dev.selvage.core.plan;

import dev.selvage.core.id.JobId;
import dev.selvage.core.id.OperatorId;
import dev.selvage.core.id.VertexId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Builds plans by hand, for tests: each vertex is a chain of named operators, whose uids are their names. */
public final class PlanBuilder {

    private final JobId job;
    private final String name;
    private final List<Vertex> vertices = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();

    public PlanBuilder(JobId job, String name) {
        this.job = job;
        this.name = name;
    }

    /** Adds a vertex named after its operators. */
    public PlanBuilder vertex(int parallelism, int maxParallelism, String... operators) {
        return vertex(parallelism, maxParallelism, false, operators);
    }

    /**
     * The same with a sink at its end.
     *
     * @param twoPhase whether its output shows when a checkpoint is decided
     */
    public PlanBuilder sink(boolean twoPhase, int parallelism, int maxParallelism, String... operators) {
        return vertex(parallelism, maxParallelism, twoPhase, operators);
    }

    private PlanBuilder vertex(int parallelism, int maxParallelism, boolean twoPhase, String[] operators) {
        List<Operator> chain = IntStream.range(0, operators.length)
                .mapToObj(place -> new Operator(
                        OperatorId.ofUid(operators[place]),
                        operators[place],
                        Optional.of(operators[place]),
                        twoPhase && place == operators.length - 1,
                        place == 0 ? Optional.empty() : Optional.of(OutputOf.main(place - 1))))
                .toList();
        vertices.add(new Vertex(
                idOf(operators[0]), String.join(" -> ", operators), chain, parallelism, maxParallelism, "default"));
        return this;
    }

    /** Connects the last operator of one vertex with another; each is named by its first operator. */
    public PlanBuilder edge(String from, Exchange exchange, String to) {
        int chained = vertices.stream()
                .filter(vertex -> vertex.id().equals(idOf(from)))
                .mapToInt(vertex -> vertex.chain().size())
                .findFirst()
                .orElse(1);
        edges.add(new Edge(
                edges.size(),
                idOf(from),
                OutputOf.main(chained - 1),
                idOf(to),
                0,
                exchange,
                exchange == Exchange.HASH));
        return this;
    }

    /** The vertex whose first operator has this name. */
    public static VertexId idOf(String operator) {
        return Vertex.idOf(OperatorId.ofUid(operator));
    }

    public ExecutionPlan build() {
        return new ExecutionPlan(job, name, vertices, edges);
    }
}
