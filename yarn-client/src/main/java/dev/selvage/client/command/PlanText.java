package dev.selvage.client.command;

import dev.selvage.core.plan.Edge;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.plan.Vertex;
import java.util.ArrayList;
import java.util.List;

/** A plan for people. */
final class PlanText {

    private PlanText() {}

    /** A line for the job, and two for each vertex, in an order in which each stands behind those that feed it. */
    static String of(ExecutionPlan plan) {
        List<String> lines = new ArrayList<>();
        lines.add(plan.name() + ": vertices " + plan.vertices().size() + ", subtasks "
                + plan.subtasks().size() + ", slots " + plan.slots());
        for (Vertex vertex : plan.vertices()) {
            lines.add(number(vertex, plan) + ". " + vertex.name());
            StringBuilder more = new StringBuilder("   parallelism ").append(vertex.parallelism());
            for (Edge edge : plan.edgesInto(vertex.id())) {
                more.append(", ")
                        .append(edge.exchange())
                        .append(" from ")
                        .append(number(plan.vertex(edge.from()), plan));
            }
            lines.add(more.toString());
        }
        return String.join("\n", lines);
    }

    private static int number(Vertex vertex, ExecutionPlan plan) {
        return plan.vertices().indexOf(vertex) + 1;
    }
}
