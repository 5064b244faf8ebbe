package dev.selvage.container.job;

import dev.selvage.api.graph.Operation;
import dev.selvage.api.graph.Operation.Firing;
import dev.selvage.api.graph.Operation.Gathering;
import dev.selvage.api.graph.Partitioning;
import dev.selvage.api.graph.StreamEdge;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.api.graph.StreamNode;
import dev.selvage.api.sink.Sink;
import dev.selvage.api.source.ComputedSource;
import dev.selvage.api.source.Source;
import dev.selvage.api.time.TimeDomain;
import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.api.type.Types;
import dev.selvage.api.window.WindowAssigner;
import dev.selvage.container.job.AtTheEnd.Keeping;
import dev.selvage.container.job.ItemSource.Span;
import dev.selvage.container.job.RandomGraph.Reading;
import dev.selvage.container.job.RandomGraph.Stream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes a job of a seed, of everything that jobs may have, such that the records which its sinks get do not depend on who
 * comes first. For that it keeps two rules. No record is ever late, other than in {@link AnyTime}. And what a running value was when a record came is
 * only ever counted, or looked at for its greatest; its timestamp is not looked at, until another one is assigned.
 */
public final class RandomJob {

    /**
     * Makes sinks: their number, whether the timestamps that they get are the same in every run, and whether their records
     * are, or only some of them come.
     */
    public interface Sinks {
        Sink<Object> make(int number, boolean stamped, boolean whole);
    }

    /** More than all timestamps of records lie apart. */
    private static final Duration ANY_DISORDER = Duration.ofMillis(1L << 60);

    private final Random random;
    private final RandomGraph graph;
    private final AnyTime anyTime;

    private RandomJob(long seed) {
        this.random = new Random(seed);
        this.graph = new RandomGraph(random);
        this.anyTime = new AnyTime(random, graph);
    }

    /** The job of a seed. */
    public static StreamGraph of(long seed, Sinks sinks) {
        RandomJob job = new RandomJob(seed);
        int sources = job.graph.from(1, 3);
        for (int i = 0; i < sources; i++) {
            job.addSource();
        }
        int steps = job.graph.from(1, 10);
        for (int i = 0; i < steps; i++) {
            job.addStep();
        }
        job.addSinks(sinks);
        return job.graph.built("random job " + seed);
    }

    /** Whether the output stays the same when parallelisms change: copies for everybody are as many as there are subtasks. */
    public static boolean isScalable(StreamGraph graph) {
        return graph.nodes().stream()
                .flatMap(node -> node.inputs().stream().filter(edge -> edge.input() == 0 || !isHeld(node.operation())))
                .noneMatch(edge -> edge.partitioning() instanceof Partitioning.Broadcast);
    }

    /** Whose signals come as often as there are subtasks, but not so what it lets go of. */
    private static boolean isHeld(Operation operation) {
        return operation instanceof Operation.CoProcess process && process.function() instanceof Held;
    }

    /** The same job with other parallelisms: those that were equal are equal again. */
    public static StreamGraph scaled(StreamGraph graph, Random random) {
        Set<Integer> listers = graph.nodes().stream()
                .flatMap(node -> node.inputs().stream())
                .filter(edge -> edge.partitioning() instanceof Partitioning.OnDemand)
                .map(StreamEdge::from)
                .collect(Collectors.toSet());
        Map<Integer, Integer> scale = new HashMap<>();
        List<StreamNode> nodes = new ArrayList<>();
        for (StreamNode node : graph.nodes()) {
            int parallelism = listers.contains(node.id())
                    ? node.parallelism()
                    : scale.computeIfAbsent(node.parallelism(), before -> 1 + random.nextInt(4));
            nodes.add(new StreamNode(
                    node.id(),
                    node.name(),
                    node.uid(),
                    node.operation(),
                    parallelism,
                    node.maxParallelism(),
                    node.chaining(),
                    node.slotSharingGroup(),
                    node.inputs(),
                    node.outputType(),
                    node.callSite()));
        }
        return new StreamGraph(graph.jobName(), nodes, graph.settings());
    }

    private void addSinks(Sinks sinks) {
        int number = 0;
        for (Stream stream : graph.unread()) {
            int parallelism = graph.parallelism(stream);
            Reading reading = graph.reading(0, parallelism, List.of(stream));
            graph.add(
                    new Operation.Write(sinks.make(number++, stream.stamped(), stream.isWhole())),
                    parallelism,
                    reading.edges());
        }
    }

    private void addSource() {
        List<Span> spans = new ArrayList<>();
        int splits = graph.from(1, 5);
        for (int i = 0; i < splits; i++) {
            spans.add(new Span(random.nextInt(1000), 0, graph.from(0, 40)));
        }
        boolean stamped = random.nextBoolean();
        ItemSource source = new ItemSource(spans, stamped);
        int weight = (int) spans.stream().mapToLong(Span::end).sum();
        if (graph.oneIn(4)) {
            // An enumerated split may begin when event time has passed those before it.
            ComputedSource<Span, ?> enumerator = source.listed().enumerator();
            int lister = graph.add(new Operation.Read(enumerator, WatermarkStrategy.noWatermarks()), 1, List.of());
            StreamEdge edge = new StreamEdge(lister, 0, new Partitioning.OnDemand(), "", Types.of(Span.class));
            graph.add(
                    new Operation.Read(source.listed(), byItem(ANY_DISORDER)),
                    graph.from(1, 4),
                    List.of(edge),
                    true,
                    weight);
        } else if (graph.oneIn(5)) {
            graph.add(reads(source, anyTime.careless()), graph.from(1, 4), List.of(), false, weight);
        } else if (graph.oneIn(4)) {
            graph.add(reads(source, WatermarkStrategy.noWatermarks()), graph.from(1, 4), List.of(), stamped, weight);
        } else {
            Duration disorder = Duration.ofMillis(ItemSource.DISORDER);
            WatermarkStrategy<Object> strategy =
                    stamped ? WatermarkStrategy.forBoundedOutOfOrderness(disorder) : byItem(disorder);
            graph.add(reads(source, strategy), graph.from(1, 4), List.of(), true, weight);
        }
    }

    private static Operation reads(Source<?, ?> source, WatermarkStrategy<Object> strategy) {
        return new Operation.Read(source, strategy);
    }

    private static WatermarkStrategy<Object> byItem(Duration disorder) {
        return WatermarkStrategy.forBoundedOutOfOrderness(disorder)
                .withTimestampAssigner((item, timestamp) -> ((Item) item).at());
    }

    private void addStep() {
        switch (random.nextInt(16)) {
            case 0 -> addStateless(new Operation.Transform(ItemFunctions.scramble(random.nextInt())), 1);
            case 1 -> addStateless(new Operation.Filter(ItemFunctions.someOf(random.nextInt())), 1);
            case 2 -> addStateless(new Operation.FlatMap(ItemFunctions.few(random.nextInt())), 2);
            case 3 -> addProcess();
            case 4 -> addCoProcess();
            case 5 -> withTimestamps(graph.pick());
            case 6 -> addAtTheEnd();
            case 7 -> addReduce();
            case 8 -> addAggregate();
            case 9 -> addBuckets();
            case 10 -> addWindow();
            default -> anyTime.addStep();
        }
    }

    private void addStateless(Operation operation, int factor) {
        Stream stream = graph.pick();
        int parallelism = graph.parallelism(stream);
        Reading reading = graph.reading(0, parallelism, graph.united(stream));
        graph.add(operation, parallelism, reading.edges(), reading.stamped(), reading.weight() * factor);
    }

    private void addProcess() {
        Stream stream = graph.pick();
        int parallelism = graph.parallelism(stream);
        Reading reading = graph.reading(0, parallelism, graph.united(stream));
        Operation operation = new Operation.PlainProcess(ItemFunctions.split(random.nextInt(), reading.stamped()));
        int node = graph.add(operation, parallelism, reading.edges(), reading.stamped(), reading.weight())
                .node();
        graph.offer(new Stream(node, ItemFunctions.SIDE.getId(), reading.stamped(), reading.weight()));
    }

    private void addCoProcess() {
        Stream stream = graph.pick();
        int parallelism = graph.parallelism(stream);
        Reading first = graph.reading(0, parallelism, graph.united(stream));
        Reading second = graph.reading(1, parallelism, graph.united(graph.pick()));
        boolean stamped = first.stamped() && second.stamped();
        int weight = first.weight() + 2 * second.weight();
        Operation operation = new Operation.CoProcess(ItemFunctions.both(random.nextInt(), stamped));
        int node = graph.add(operation, parallelism, Reading.both(first, second), stamped, weight)
                .node();
        graph.offer(new Stream(node, ItemFunctions.SIDE.getId(), stamped, weight));
    }

    private void addAtTheEnd() {
        Keying keying = graph.keying();
        Keeping keeping = graph.oneOf(List.of(Keeping.values()));
        boolean greatest = keeping != Keeping.AGGREGATING && random.nextBoolean();
        AtTheEnd function = new AtTheEnd(graph.theEnd(), keying, keeping, greatest, graph.kindOfCounts());
        Reading first = graph.keyed(0, keying, graph.united(graph.pick()));
        if (graph.oneIn(3)) {
            Reading second = graph.keyed(1, keying, List.of(graph.pick()));
            graph.add(new Operation.KeyedCoProcess(function), graph.from(1, 4), Reading.both(first, second), true, 11);
        } else {
            graph.add(new Operation.KeyedProcess(function), graph.from(1, 4), first.edges(), true, 11);
        }
    }

    /** A running sum only grows, so the greatest of a key is the last, wherever it has travelled in between. */
    private void addReduce() {
        Keying keying = graph.keying();
        Reading reading = graph.keyed(0, keying, List.of(graph.pick()));
        int reduce = graph.add(new Operation.Reduce(ItemFunctions.sum()), graph.from(1, 4), reading.edges());
        Stream running = new Stream(reduce, "", false, reading.weight());
        if (graph.oneIn(3)) {
            int parallelism = graph.parallelism(running);
            Reading travelled = graph.reading(0, parallelism, List.of(running));
            int filter = graph.add(new Operation.Filter(item -> true), parallelism, travelled.edges());
            running = new Stream(filter, "", false, reading.weight());
        }
        Keeping keeping = graph.oneOf(List.of(Keeping.VALUE, Keeping.LIST, Keeping.MAP, Keeping.REDUCING));
        Reading behind = graph.keyed(0, keying, List.of(running));
        AtTheEnd function = new AtTheEnd(graph.theEnd(), keying, keeping, true, Counting.Kind.RECORD);
        graph.add(new Operation.KeyedProcess(function), graph.from(1, 4), behind.edges(), true, 11);
    }

    /** A key's running counts are always the numbers from one on. */
    private void addAggregate() {
        Keying keying = graph.keying();
        Reading reading = graph.keyed(0, keying, List.of(graph.pick()));
        Counting counting = new Counting(keying, false, graph.kindOfCounts());
        Operation operation = new Operation.Aggregate(counting, counting.accumulatorType());
        graph.add(operation, graph.from(1, 4), reading.edges(), false, reading.weight());
    }

    private void addBuckets() {
        Keying keying = graph.keying();
        Reading reading = graph.keyed(0, keying, List.of(stamped(graph.pick())));
        Operation operation = new Operation.KeyedProcess(new InBuckets(keying, graph.from(5, 200)));
        int node = graph.add(operation, graph.from(1, 4), reading.edges(), true, reading.weight())
                .node();
        graph.offer(new Stream(node, ItemFunctions.SIDE.getId(), true, reading.weight()));
    }

    private void addWindow() {
        Keying keying = graph.keying();
        Reading reading = graph.keyed(0, keying, List.of(stamped(graph.pick())));
        long slide = graph.from(5, 100);
        int overlap = graph.from(1, 3);
        WindowAssigner assigner = graph.oneIn(3)
                ? new WindowAssigner.Sessions(TimeDomain.EVENT_TIME, graph.from(1, 60))
                : new WindowAssigner.Regular(TimeDomain.EVENT_TIME, slide * overlap, slide, graph.from(0, 4));
        Gathering gathering = switch (random.nextInt(4)) {
            case 0 -> new Gathering.All(RandomGraph.ITEM);
            case 1 -> new Gathering.Reduced(ItemFunctions.sum(), RandomGraph.ITEM);
            default -> {
                Counting counting = new Counting(keying, true, graph.kindOfCounts());
                yield new Gathering.Aggregated(counting, counting.accumulatorType());
            }
        };
        Firing firing = gathering instanceof Gathering.All || random.nextBoolean()
                ? new Firing.Through(ItemFunctions.sumOfWindow(keying))
                : new Firing.AsGathered();
        boolean late = graph.oneIn(4);
        if (assigner instanceof WindowAssigner.Regular windows
                && !(gathering instanceof Gathering.All)
                && !late
                && random.nextBoolean()) {
            reading = graph.preAggregated(keying, windows, gathering, reading);
            gathering = new Gathering.Merged(gathering);
        }
        Operation operation =
                new Operation.Window(assigner, gathering, firing, graph.from(0, 1) * 50L, late ? "late" : "");
        int node = graph.add(operation, graph.from(1, 4), reading.edges(), true, reading.weight() * overlap)
                .node();
        if (late) {
            // Nothing is: its sink sees whether the runtime thinks so too.
            graph.offer(new Stream(node, "late", true, 0));
        }
    }

    private Stream stamped(Stream stream) {
        return stream.stamped() && !graph.mayFallSilent(stream) ? stream : withTimestamps(stream);
    }

    /** The stream with timestamps told by its items. */
    private Stream withTimestamps(Stream stream) {
        int parallelism = graph.parallelism(stream);
        Reading reading = graph.reading(0, parallelism, List.of(stream));
        Operation operation = new Operation.AssignTimestamps(byItem(ANY_DISORDER));
        return graph.add(operation, parallelism, reading.edges(), true, reading.weight());
    }
}
