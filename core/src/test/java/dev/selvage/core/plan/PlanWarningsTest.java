package dev.selvage.core.plan;

import static dev.selvage.core.plan.NodeBuilder.graph;
import static dev.selvage.core.plan.NodeBuilder.hash;
import static dev.selvage.core.plan.NodeBuilder.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.api.graph.Operation;
import dev.selvage.api.graph.Operation.Firing;
import dev.selvage.api.graph.Operation.Gathering;
import dev.selvage.api.graph.Partitioning;
import dev.selvage.api.source.DataGeneratorSource;
import dev.selvage.api.time.TimeDomain;
import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.api.type.Types;
import dev.selvage.api.window.WindowAssigner;
import org.junit.jupiter.api.Test;

/** Whoever submits a job is told what will come of it, where that can be known before. */
class PlanWarningsTest {
    private static final WatermarkStrategy<Object> NONE = WatermarkStrategy.noWatermarks();
    private static final WatermarkStrategy<Object> SOME = WatermarkStrategy.forMonotonousTimestamps();
    private static final long ENDLESS = Long.MAX_VALUE;

    private static NodeBuilder source(String name, long count, WatermarkStrategy<Object> watermarks) {
        return node(name)
                .does(new Operation.Read(DataGeneratorSource.of(index -> index, count, Types.LONG), watermarks));
    }

    private static NodeBuilder windows(TimeDomain clock) {
        return node("windows")
                .does(new Operation.Window(
                        new WindowAssigner.Sessions(clock, 10),
                        new Gathering.All(Types.LONG),
                        new Firing.AsGathered(),
                        0,
                        ""));
    }

    private static NodeBuilder assigning(WatermarkStrategy<Object> watermarks) {
        return node("assigns").does(new Operation.AssignTimestamps(watermarks));
    }

    @Test
    void windowsThatNeverFireAreTold() {
        assertThat(Planner.warnings(graph(
                        source("numbers", ENDLESS, NONE),
                        node("map").follows("numbers"),
                        windows(TimeDomain.EVENT_TIME).reads("map", hash()))))
                .containsExactly(
                        "The windows of windows (Job.java:12) never fire: they wait for event time, but numbers"
                                + " (Job.java:10) makes no watermarks, and what it reads has no end. Give it a"
                                + " WatermarkStrategy that makes some, or take windows of processing time.");
    }

    @Test
    void oneStreamWithoutEventTimeHoldsUpTheOthers() {
        assertThat(Planner.warnings(graph(
                        source("stamped", ENDLESS, SOME),
                        source("numbers", ENDLESS, NONE),
                        windows(TimeDomain.EVENT_TIME).reads("stamped", hash()).reads("numbers", hash()))))
                .singleElement()
                .asString()
                .contains("but numbers (Job.java:11) makes no watermarks");
    }

    @Test
    void whoeverTakesEventTimeAwayIsNamed() {
        assertThat(Planner.warnings(graph(
                        source("stamped", ENDLESS, SOME),
                        assigning(NONE).follows("stamped"),
                        windows(TimeDomain.EVENT_TIME).reads("assigns", hash()))))
                .singleElement()
                .asString()
                .contains("but assigns (Job.java:11) makes no watermarks");
    }

    @Test
    void windowsThatFireSomeDayAreNot() {
        assertThat(Planner.warnings(graph(
                        source("numbers", 5, NONE),
                        windows(TimeDomain.EVENT_TIME).reads("numbers", hash()))))
                .as("their input ends")
                .isEmpty();
        assertThat(Planner.warnings(graph(
                        source("numbers", ENDLESS, NONE),
                        assigning(SOME).follows("numbers"),
                        windows(TimeDomain.EVENT_TIME).reads("assigns", hash()))))
                .as("event time is made on the way")
                .isEmpty();
        assertThat(Planner.warnings(graph(
                        source("stamped", ENDLESS, SOME),
                        source("numbers", 5, NONE),
                        node("both").follows("stamped").reads("numbers", new Partitioning.Rebalance()),
                        windows(TimeDomain.EVENT_TIME).reads("both", hash()))))
                .as("whoever has no event time ends")
                .isEmpty();
    }

    @Test
    void theWallClockNeedsNoWatermarks() {
        assertThat(Planner.warnings(graph(
                        source("numbers", ENDLESS, NONE),
                        windows(TimeDomain.PROCESSING_TIME).reads("numbers", hash()))))
                .isEmpty();
    }
}
