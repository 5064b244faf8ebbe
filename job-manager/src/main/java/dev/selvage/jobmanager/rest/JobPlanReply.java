package dev.selvage.jobmanager.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.selvage.core.plan.Edge;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.plan.Vertex;
import java.util.ArrayList;
import java.util.List;

/** How a job's graph is told. */
record JobPlanReply(Graph plan) {

    static JobPlanReply of(ExecutionPlan plan) {
        List<Node> nodes = plan.vertices().stream()
                .map(vertex -> new Node(
                        vertex.id().toString(), vertex.parallelism(), "", "", vertex.name(), inputs(vertex, plan)))
                .toList();
        return new JobPlanReply(new Graph(plan.job().toString(), plan.name(), "STREAMING", nodes));
    }

    private static List<Input> inputs(Vertex vertex, ExecutionPlan plan) {
        List<Input> inputs = new ArrayList<>();
        for (Edge edge : plan.edges()) {
            if (edge.to().equals(vertex.id())) {
                inputs.add(new Input(
                        inputs.size(), edge.from().toString(), edge.exchange().toString(), "pipelined_bounded"));
            }
        }
        return inputs;
    }

    /** All of it. */
    record Graph(String jid, String name, String type, List<Node> nodes) {}

    private record Node(
            String id,
            int parallelism,
            String operator,
            @JsonProperty("operator_strategy") String operatorStrategy,
            String description,
            List<Input> inputs) {}

    private record Input(
            int num,
            String id,
            @JsonProperty("ship_strategy") String shipStrategy,
            String exchange) {}
}
