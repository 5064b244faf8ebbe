package dev.selvage.client.command;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.selvage.core.plan.Edge;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.plan.Vertex;
import java.util.ArrayList;
import java.util.List;

/** A plan as REST tells it of a job that runs, so that the same programs can read it. */
record PlanReply(Graph plan) {

    static PlanReply of(ExecutionPlan plan) {
        List<Node> nodes = new ArrayList<>();
        for (Vertex vertex : plan.vertices()) {
            List<Input> inputs = new ArrayList<>();
            for (Edge edge : plan.edgesInto(vertex.id())) {
                inputs.add(new Input(
                        inputs.size(), edge.from().toString(), edge.exchange().toString()));
            }
            nodes.add(new Node(vertex.id().toString(), vertex.parallelism(), vertex.name(), inputs));
        }
        return new PlanReply(new Graph(plan.name(), "STREAMING", nodes));
    }

    /** Without the identifier of the job, which it gets when it is submitted. */
    record Graph(String name, String type, List<Node> nodes) {}

    record Node(String id, int parallelism, String description, List<Input> inputs) {}

    record Input(
            int num,
            String id,
            @JsonProperty("ship_strategy") String shipStrategy) {}
}
