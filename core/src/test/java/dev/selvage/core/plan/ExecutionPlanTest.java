package dev.selvage.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.id.JobId;
import dev.selvage.core.id.OperatorId;
import dev.selvage.core.id.SubtaskId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExecutionPlanTest {

    private static final JobId JOB = new JobId(0, 7);

    @Test
    void producersAndConsumersAgreeOnTheirChannels() {
        for (Exchange exchange : Exchange.values()) {
            for (int producers = 1; producers <= 9; producers++) {
                for (int consumers = 1; consumers <= 9; consumers++) {
                    if (exchange != Exchange.FORWARD || producers == consumers) {
                        seenFromBothEnds(exchange, producers, consumers);
                    }
                }
            }
        }
    }

    private static void seenFromBothEnds(Exchange exchange, int producers, int consumers) {
        Edge edge = new Edge(0, PlanBuilder.idOf("a"), OutputOf.main(0), PlanBuilder.idOf("b"), 0, exchange, false);
        List<String> byProducer = new ArrayList<>();
        for (int producer = 0; producer < producers; producer++) {
            int from = producer;
            edge.consumersOf(producer, producers, consumers).stream().forEach(to -> byProducer.add(from + ">" + to));
        }
        List<String> byConsumer = new ArrayList<>();
        for (int consumer = 0; consumer < consumers; consumer++) {
            int to = consumer;
            edge.producersOf(consumer, producers, consumers).stream().forEach(from -> byConsumer.add(from + ">" + to));
        }
        assertThat(byConsumer)
                .as("%s from %d to %d", exchange, producers, consumers)
                .containsExactlyInAnyOrderElementsOf(byProducer)
                .doesNotHaveDuplicates()
                .hasSize(exchange.isAllToAll() ? producers * consumers : Math.max(producers, consumers));
    }

    @Test
    void subtasksConnectedByChannelsAreARegion() {
        ExecutionPlan narrow = new PlanBuilder(JOB, "narrow")
                .vertex(4, 128, "source")
                .vertex(4, 128, "map")
                .vertex(2, 128, "sink")
                .edge("source", Exchange.FORWARD, "map")
                .edge("map", Exchange.RESCALE, "sink")
                .build();
        ExecutionPlan wide = new PlanBuilder(JOB, "wide")
                .vertex(3, 128, "source")
                .vertex(5, 128, "count")
                .edge("source", Exchange.HASH, "count")
                .build();

        assertThat(narrow.regions()).hasSize(2);
        assertThat(narrow.regions().get(1).subtasks())
                .containsExactly(
                        new SubtaskId(PlanBuilder.idOf("source"), 2),
                        new SubtaskId(PlanBuilder.idOf("source"), 3),
                        new SubtaskId(PlanBuilder.idOf("map"), 2),
                        new SubtaskId(PlanBuilder.idOf("map"), 3),
                        new SubtaskId(PlanBuilder.idOf("sink"), 1));
        assertThat(wide.regions())
                .singleElement()
                .satisfies(region -> assertThat(region.subtasks()).containsExactlyElementsOf(wide.subtasks()));
    }

    @Test
    void slotsAreAsManyAsTheWidestVertexOfEachGroup() {
        assertThat(sample().slots()).isEqualTo(2);
    }

    @Test
    void operatorsAreTheSameInEveryBuildOfTheirGraph() {
        // Golden: checkpoints name operators by these.
        assertThat(OperatorId.ofUid("count")).hasToString("bfc8984dd127633bb9543e46d05a8851");
        assertThat(OperatorId.ofStructure("count")).hasToString("13f5f56a27737dbde4fd89eaaaa95b74");
    }

    @Test
    void whatDoesNotFitTogetherIsRefused() {
        assertThatThrownBy(() -> new PlanBuilder(JOB, "x")
                        .vertex(1, 128, "a")
                        .vertex(2, 128, "b")
                        .edge("a", Exchange.FORWARD, "b")
                        .build())
                .hasMessage(
                        "expected the same parallelism at both ends of a forward edge, but found 1 of a and 2 of b");
        assertThatThrownBy(() -> new PlanBuilder(JOB, "x")
                        .vertex(1, 128, "a")
                        .vertex(1, 128, "b")
                        .edge("b", Exchange.HASH, "a")
                        .build())
                .hasMessageStartingWith("expected edge 0 to lead from a vertex to a later one");
        assertThatThrownBy(() -> new PlanBuilder(JOB, "x").vertex(129, 128, "a"))
                .hasMessage("expected a parallelism of a from 1 to its maximum of 128, but found 129");
    }

    @Test
    void aPlanCanBeReadByPeopleAndByPrograms() {
        assertThat(PlanText.text(sample()).lines())
                .containsExactly(
                        "sample (00000000000000000000000000000007): 2 vertices, 3 subtasks in 1 region, 2 slots",
                        "  source -> map  x 2 of at most 128, shares slots as \"default\"",
                        "      source (uid source)",
                        "      map (uid map)",
                        "  count  x 1 of at most 128, shares slots as \"default\"",
                        "      count (uid count)",
                        "      <- map of source -> map, hash");
        assertThat(PlanText.json(sample()))
                .startsWith(
                        "{\"job\":\"00000000000000000000000000000007\",\"name\":\"sample\",\"vertices\":[{\"id\":\"")
                .contains("\"parallelism\":2,\"maxParallelism\":128,\"slotSharingGroup\":\"default\",\"chain\":[{")
                .contains("\"uid\":\"map\",\"input\":{\"operator\":0}}]},{")
                .endsWith("\"input\":0,\"exchange\":\"HASH\",\"keyed\":true}]}");
    }

    private static ExecutionPlan sample() {
        return new PlanBuilder(JOB, "sample")
                .vertex(2, 128, "source", "map")
                .vertex(1, 128, "count")
                .edge("source", Exchange.HASH, "count")
                .build();
    }
}
