package dev.selvage.core.application;

import dev.selvage.core.id.OperatorId;
import dev.selvage.core.id.VertexId;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.plan.Operator;
import dev.selvage.core.plan.Vertex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** How two plans of what is to be one job differ in their structure; what users' functions do is not looked at. */
public final class PlanDifference {

    private PlanDifference() {}

    /** The second half of a sentence, if they do. */
    public static Optional<String> between(ExecutionPlan before, ExecutionPlan now) {
        List<String> found = new ArrayList<>();
        TreeMap<VertexId, Vertex> rest = new TreeMap<>();
        now.vertices().forEach(vertex -> rest.put(vertex.id(), vertex));
        for (Vertex vertex : before.vertices()) {
            Optional<Vertex> same = Optional.ofNullable(rest.remove(vertex.id()));
            if (same.isEmpty()) {
                found.add(vertex.name() + " is gone");
            } else {
                between(vertex, same.get(), found);
            }
        }
        rest.values().forEach(vertex -> found.add(vertex.name() + " is new"));
        if (found.isEmpty() && !before.edges().equals(now.edges())) {
            found.add("records go other ways between its operators");
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", found));
    }

    private static void between(Vertex before, Vertex now, List<String> found) {
        if (!operators(before).equals(operators(now))) {
            found.add(before.name() + " has become " + now.name());
        }
        if (before.parallelism() != now.parallelism()) {
            found.add("the parallelism of " + before.name() + " was " + before.parallelism() + " and has become "
                    + now.parallelism());
        }
        if (before.maxParallelism() != now.maxParallelism()) {
            found.add("the greatest parallelism of " + before.name() + " was " + before.maxParallelism()
                    + " and has become " + now.maxParallelism());
        }
    }

    private static List<OperatorId> operators(Vertex vertex) {
        return vertex.chain().stream().map(Operator::id).toList();
    }
}
