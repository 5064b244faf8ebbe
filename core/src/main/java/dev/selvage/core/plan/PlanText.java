package dev.selvage.core.plan;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Shows a plan to people, as text, and to programs, as JSON. */
public final class PlanText {

    private PlanText() {}

    /** A few lines per vertex. */
    public static String text(ExecutionPlan plan) {
        StringBuilder text = new StringBuilder();
        List<Region> regions = plan.regions();
        text.append(String.format(
                Locale.ROOT,
                "%s (%s): %d vertices, %d subtasks in %d region%s, %d slot%s\n",
                plan.name(),
                plan.job(),
                plan.vertices().size(),
                plan.subtasks().size(),
                regions.size(),
                regions.size() == 1 ? "" : "s",
                plan.slots(),
                plan.slots() == 1 ? "" : "s"));
        for (Vertex vertex : plan.vertices()) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %s  x %d of at most %d, shares slots as \"%s\"\n",
                    vertex.name(),
                    vertex.parallelism(),
                    vertex.maxParallelism(),
                    vertex.slotSharingGroup()));
            for (int place = 0; place < vertex.chain().size(); place++) {
                Operator operator = vertex.chain().get(place);
                text.append(String.format(
                        Locale.ROOT,
                        "      %s%s%s\n",
                        operator.name(),
                        operator.uid().map(uid -> " (uid " + uid + ")").orElse(""),
                        branch(vertex, place)));
            }
            for (Edge edge : plan.edgesInto(vertex.id())) {
                text.append(String.format(
                        Locale.ROOT,
                        "      <- %s of %s%s, %s\n",
                        plan.vertex(edge.from())
                                .chain()
                                .get(edge.output().operator())
                                .name(),
                        plan.vertex(edge.from()).name(),
                        edge.output()
                                .sideOutput()
                                .map(tag -> " (side output " + tag + ")")
                                .orElse(""),
                        edge.exchange().name().toLowerCase(Locale.ROOT)));
            }
        }
        return text.toString();
    }

    /** Where a chained operator reads from, unless it is the main output of the one above. */
    private static String branch(Vertex vertex, int place) {
        return vertex.chain()
                .get(place)
                .input()
                .filter(input -> !input.equals(OutputOf.main(place - 1)))
                .map(input -> " (reads "
                        + input.sideOutput()
                                .map(tag -> "side output " + tag + " of ")
                                .orElse("")
                        + vertex.chain().get(input.operator()).name() + ")")
                .orElse("");
    }

    /** One JSON object, its members in a fixed order. */
    public static String json(ExecutionPlan plan) {
        Json json = new Json();
        json.object()
                .member("job", plan.job().toString())
                .member("name", plan.name())
                .name("vertices")
                .array();
        for (Vertex vertex : plan.vertices()) {
            json.object()
                    .member("id", vertex.id().toString())
                    .member("name", vertex.name())
                    .member("parallelism", vertex.parallelism())
                    .member("maxParallelism", vertex.maxParallelism())
                    .member("slotSharingGroup", vertex.slotSharingGroup())
                    .name("chain")
                    .array();
            for (Operator operator : vertex.chain()) {
                json.object()
                        .member("id", operator.id().toString())
                        .member("name", operator.name())
                        .member("uid", operator.uid());
                operator.input().ifPresent(input -> output(json.name("input"), input));
                json.endObject();
            }
            json.endArray().endObject();
        }
        json.endArray().name("edges").array();
        for (Edge edge : plan.edges()) {
            json.object().member("from", edge.from().toString());
            output(json.name("output"), edge.output());
            json.member("to", edge.to().toString())
                    .member("input", edge.input())
                    .member("exchange", edge.exchange().name())
                    .member("keyed", edge.keyed())
                    .endObject();
        }
        return json.endArray().endObject().toString();
    }

    private static void output(Json json, OutputOf output) {
        json.object().member("operator", output.operator());
        Optional<String> tag = output.sideOutput();
        json.member("sideOutput", tag).endObject();
    }
}
