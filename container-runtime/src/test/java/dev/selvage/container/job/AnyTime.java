package dev.selvage.container.job;

import dev.selvage.api.graph.Operation;
import dev.selvage.api.graph.Operation.Firing;
import dev.selvage.api.graph.Operation.Gathering;
import dev.selvage.api.graph.Partitioning;
import dev.selvage.api.graph.StreamEdge;
import dev.selvage.api.time.TimeDomain;
import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.api.window.WindowAssigner;
import dev.selvage.container.job.ItemSource.Span;
import dev.selvage.container.job.RandomGraph.Reading;
import dev.selvage.container.job.RandomGraph.Stream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Steps of a {@link RandomJob} that time does something to: records may be late, inputs fall silent, and clocks go on. What
 * happens when is nobody's to say; but each record has to come out, once, here or there.
 */
final class AnyTime {
    private static final String LATE = "late";

    private final Random random;
    private final RandomGraph graph;

    AnyTime(Random random, RandomGraph graph) {
        this.random = random;
        this.graph = graph;
    }

    void addStep() {
        switch (random.nextInt(5)) {
            case 0 -> addLateWindow();
            case 1 -> addHeld();
            case 2 -> addExpiring();
            case 3 -> addLater();
            default -> addWindowByTheClock();
        }
    }

    /** Watermarks that many records come behind of, from inputs that count as silent soon. */
    WatermarkStrategy<Object> careless() {
        WatermarkStrategy<Object> strategy = WatermarkStrategy.forBoundedOutOfOrderness(
                        Duration.ofMillis(random.nextInt(30)))
                .withTimestampAssigner((item, timestamp) -> ((Item) item).at());
        return graph.oneIn(2) ? strategy.withIdleness(Duration.ofMillis(graph.from(1, 40))) : strategy;
    }

    /** In a window, or late: all of them together are what there was. */
    private void addLateWindow() {
        Stream stream = graph.pick();
        int parallelism = graph.parallelism(stream);
        Reading all = graph.reading(0, parallelism, graph.united(stream));
        int stamps = graph.add(new Operation.AssignTimestamps(careless()), parallelism, all.edges());
        int overlap = graph.from(1, 3);
        long lateness = graph.oneIn(2) ? 0 : graph.from(1, 100);
        WindowAssigner windows = assigner(TimeDomain.EVENT_TIME, overlap);
        Operation window = new Operation.Window(
                windows, new Gathering.All(RandomGraph.ITEM), new Firing.AsGathered(), lateness, LATE);
        Keying keying = graph.keying();
        Reading stamped = graph.keyed(0, keying, List.of(new Stream(stamps, "", false, all.weight())));
        int node = graph.add(window, graph.from(1, 4), stamped.edges());
        Stream onTime = new Stream(node, "", false, all.weight() * overlap);
        Stream late = new Stream(node, LATE, false, 0);
        Reading both = graph.keyed(0, keying, List.of(onTime, late));
        if (lateness == 0 && (overlap == 1 || windows instanceof WindowAssigner.Sessions)) {
            graph.add(new Operation.Filter(item -> true), graph.from(1, 4), both.edges(), false, both.weight());
        } else {
            // Such windows tell a record more than once, and how often depends on who came first.
            Operation distinct = new Operation.KeyedProcess(new Distinct(graph.theEnd(), keying));
            graph.add(distinct, graph.from(1, 4), both.edges(), true, 11);
        }
    }

    private WindowAssigner assigner(TimeDomain clock, int overlap) {
        long slide = graph.from(5, 100);
        return graph.oneIn(3)
                ? new WindowAssigner.Sessions(clock, graph.from(1, 60))
                : new WindowAssigner.Regular(clock, slide * overlap, slide, graph.from(0, 4));
    }

    /** Records wait in state that belongs to no key, until a source of signals has come to its end. */
    private void addHeld() {
        int signals = graph.from(1, 12);
        ItemSource source = new ItemSource(List.of(new Span(random.nextInt(1000), 0, signals)), false);
        int signalling = graph.add(new Operation.Read(source, WatermarkStrategy.noWatermarks()), 1, List.of());
        Stream stream = graph.pick();
        int parallelism = graph.parallelism(stream);
        Reading reading = graph.reading(0, parallelism, graph.united(stream));
        List<StreamEdge> edges = new ArrayList<>(reading.edges());
        edges.add(new StreamEdge(signalling, 1, new Partitioning.Broadcast(), "", RandomGraph.ITEM));
        graph.add(new Operation.CoProcess(new Held(signals)), parallelism, edges, false, reading.weight());
    }

    private void addExpiring() {
        Keying keying = graph.keying();
        Reading reading = graph.keyed(0, keying, List.of(graph.pick()));
        Operation operation = new Operation.KeyedProcess(new Expiring(graph.from(1, 300), random.nextBoolean()));
        graph.add(operation, graph.from(1, 4), reading.edges(), reading.stamped(), reading.weight());
    }

    private void addLater() {
        Reading reading = graph.keyed(0, graph.keying(), List.of(graph.pick()));
        Operation operation = new Operation.KeyedProcess(new Later(graph.theEnd(), graph.from(1, 100)));
        graph.add(operation, graph.from(1, 4), reading.edges(), false, reading.weight());
    }

    /** The end of input closes no such window, so that only some records come out of it. */
    private void addWindowByTheClock() {
        int overlap = graph.from(1, 3);
        Reading reading = graph.keyed(0, graph.keying(), List.of(graph.pick()));
        Operation window = new Operation.Window(
                assigner(TimeDomain.PROCESSING_TIME, overlap),
                new Gathering.All(RandomGraph.ITEM),
                new Firing.AsGathered(),
                0,
                "");
        int node = graph.add(window, graph.from(1, 4), reading.edges());
        graph.offer(Stream.partOf(node));
    }
}
