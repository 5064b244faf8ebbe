package dev.selvage.container.job;

import dev.selvage.api.graph.Operation;
import dev.selvage.api.graph.Operation.Gathering;
import dev.selvage.api.graph.Partitioning;
import dev.selvage.api.graph.StreamEdge;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.api.graph.StreamNode;
import dev.selvage.api.graph.StreamNode.Chaining;
import dev.selvage.api.type.DataType;
import dev.selvage.api.type.Types;
import dev.selvage.api.window.WindowAssigner;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A graph that grows: draws which streams an operator reads, how they get there, and how wide and chained it runs. */
final class RandomGraph {

    /** A stream to read from: whether its timestamps are the same in every run, and how many records it has at most. */
    record Stream(int node, String side, boolean stamped, int weight) {
        /** For sinks alone: how many of its records come is different in every run. */
        static Stream partOf(int node) {
            return new Stream(node, "", false, Integer.MAX_VALUE);
        }

        boolean isWhole() {
            return weight < Integer.MAX_VALUE;
        }
    }

    /** What one input of a node reads. */
    record Reading(List<StreamEdge> edges, boolean stamped, int weight) {

        /** Both inputs of a node that has two. */
        static List<StreamEdge> both(Reading first, Reading second) {
            List<StreamEdge> edges = new ArrayList<>(first.edges);
            edges.addAll(second.edges);
            return edges;
        }
    }

    static final DataType<Item> ITEM = Types.of(Item.class);

    private static final int MOST_RECORDS = 3000;

    private final Random random;
    private final List<StreamNode> nodes = new ArrayList<>();
    private final List<Stream> streams = new ArrayList<>();
    private final Set<Stream> unread = new LinkedHashSet<>();

    RandomGraph(Random random) {
        this.random = random;
    }

    StreamGraph built(String name) {
        return new StreamGraph(name, nodes, Map.of());
    }

    /** Streams that nobody reads yet. */
    List<Stream> unread() {
        return List.copyOf(unread);
    }

    /** A time behind all timestamps of what the nodes before make. */
    long theEnd() {
        return (nodes.size() + 1L) << 40;
    }

    int from(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    <E> E oneOf(List<E> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    Keying keying() {
        return new Keying(from(1, 6), oneOf(List.of(Keying.Kind.values())));
    }

    Counting.Kind kindOfCounts() {
        return oneOf(List.of(Counting.Kind.values()));
    }

    /** A stream to read, rather one that nobody reads yet. */
    Stream pick() {
        List<Stream> small = streams.stream()
                .filter(stream -> stream.weight() <= MOST_RECORDS)
                .toList();
        List<Stream> open = small.stream().filter(unread::contains).toList();
        return oneOf(open.isEmpty() || oneIn(3) ? small : open);
    }

    /**
     * Whether a stream may count as silent for a while. When it speaks again one of its subtasks may be heard before the
     * others, whose records are late then.
     */
    boolean mayFallSilent(Stream stream) {
        return mayFallSilent(stream.node());
    }

    private boolean mayFallSilent(int node) {
        Operation operation = nodes.get(node).operation();
        if (operation instanceof Operation.AssignTimestamps it) {
            return it.watermarks().idlenessMillis().isPresent();
        }
        boolean itself = operation instanceof Operation.Read it
                && it.watermarks().idlenessMillis().isPresent();
        return itself || nodes.get(node).inputs().stream().anyMatch(edge -> mayFallSilent(edge.from()));
    }

    /** Rather that of the stream that is read, so that chains come about. */
    int parallelism(Stream stream) {
        return oneIn(3) ? from(1, 4) : nodes.get(stream.node()).parallelism();
    }

    /** Adds an operator and offers its main output. */
    Stream add(Operation operation, int parallelism, List<StreamEdge> edges, boolean stamped, int weight) {
        Stream output = new Stream(add(operation, parallelism, edges), "", stamped, weight);
        offer(output);
        return output;
    }

    /** Adds an operator whose output is not for everybody; returns its number. */
    int add(Operation operation, int parallelism, List<StreamEdge> edges) {
        int id = nodes.size();
        nodes.add(new StreamNode(
                id,
                operation.getClass().getSimpleName() + id,
                oneIn(3) ? "uid " + id : "",
                operation,
                parallelism,
                oneIn(8) ? oneOf(List.of(8, 200)) : -1,
                oneIn(6) ? oneOf(List.of(Chaining.HEAD, Chaining.NEVER)) : Chaining.ALWAYS,
                "default",
                edges,
                ITEM,
                "RandomJob"));
        return id;
    }

    void offer(Stream stream) {
        streams.add(stream);
        unread.add(stream);
    }

    /** A stream alone, or united with others. */
    List<Stream> united(Stream first) {
        List<Stream> united = new ArrayList<>(List.of(first));
        while (united.size() < 3 && oneIn(5)) {
            united.add(pick());
        }
        return united;
    }

    /** Streams united, each partitioned somehow. */
    Reading reading(int input, int parallelism, List<Stream> united) {
        List<StreamEdge> edges = new ArrayList<>();
        int weight = 0;
        for (Stream stream : united) {
            Partitioning partitioning = partitioning(stream, parallelism);
            int copies = partitioning instanceof Partitioning.Broadcast ? parallelism : 1;
            edges.add(edge(stream, input, partitioning));
            weight += stream.weight() * copies;
        }
        return new Reading(edges, united.stream().allMatch(Stream::stamped), weight);
    }

    /** Streams united, by their keys. */
    Reading keyed(int input, Keying keying, List<Stream> united) {
        return new Reading(
                united.stream()
                        .map(stream -> edge(stream, input, keying.partitioning()))
                        .toList(),
                united.stream().allMatch(Stream::stamped),
                united.stream().mapToInt(Stream::weight).sum());
    }

    /** What is read by key, gathered by windows before it is sent, where it is or after it was dealt out. */
    Reading preAggregated(Keying keying, WindowAssigner.Regular windows, Gathering gathering, Reading reading) {
        List<StreamEdge> gathered = new ArrayList<>();
        for (StreamEdge edge : reading.edges()) {
            Partitioning.Hash keys = (Partitioning.Hash) edge.partitioning();
            int before = nodes.get(edge.from()).parallelism();
            int parallelism = oneIn(4) ? from(1, 4) : before;
            Partitioning there = parallelism == before ? new Partitioning.Forward() : new Partitioning.Rebalance();
            int node = add(
                    new Operation.PreAggregate(windows, gathering, keys),
                    parallelism,
                    List.of(new StreamEdge(edge.from(), 0, there, edge.sideOutput(), ITEM)));
            DataType<?> accumulator = gathering instanceof Gathering.Aggregated it ? it.accumulatorType() : ITEM;
            gathered.add(new StreamEdge(
                    node, edge.input(), keying.partitioningOfPartials(), "", keying.partialOf(accumulator)));
        }
        return new Reading(gathered, reading.stamped(), reading.weight());
    }

    private StreamEdge edge(Stream stream, int input, Partitioning partitioning) {
        unread.remove(stream);
        return new StreamEdge(stream.node(), input, partitioning, stream.side(), ITEM);
    }

    private Partitioning partitioning(Stream stream, int parallelism) {
        if (nodes.get(stream.node()).parallelism() == parallelism && !oneIn(4)) {
            return new Partitioning.Forward();
        }
        return switch (random.nextInt(5)) {
            case 0 -> new Partitioning.Rescale();
            case 1 -> keying().partitioning();
            case 2 ->
                new Partitioning.Custom(
                        (key, subtasks) -> Math.floorMod((Long) key, subtasks), item -> ((Item) item).value());
            case 3 ->
                stream.weight() * parallelism <= MOST_RECORDS
                        ? new Partitioning.Broadcast()
                        : new Partitioning.Rebalance();
            default -> new Partitioning.Rebalance();
        };
    }
}
