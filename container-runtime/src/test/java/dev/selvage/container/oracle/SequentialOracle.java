package dev.selvage.container.oracle;

import dev.selvage.api.function.Function;
import dev.selvage.api.function.KeyedCoProcessFunction;
import dev.selvage.api.function.KeyedProcessFunction;
import dev.selvage.api.graph.Operation;
import dev.selvage.api.graph.Partitioning;
import dev.selvage.api.graph.StreamEdge;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.api.graph.StreamNode;
import dev.selvage.api.sink.Sink;
import dev.selvage.api.sink.SinkWriter;
import dev.selvage.api.sink.TwoPhaseSink;
import dev.selvage.api.sink.TwoPhaseWriter;
import dev.selvage.api.source.ComputedSource;
import dev.selvage.api.source.Source;
import dev.selvage.api.source.SourceOutput;
import dev.selvage.api.source.SplitReader;
import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.container.oracle.OracleContext.Stamped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Runs a job in one loop: each operator takes all of its input at once, as a list. Uses nothing of the runtime, so that it
 * says what the runtime must come to. Only jobs whose output does not depend on who comes first have one right output.
 */
public final class SequentialOracle {

    /** How the records that an operator reads are ordered, and when event time passes. */
    public enum Order {
        /** One producer after the other; event time passes behind them all. */
        AS_MADE,
        /** By chance; event time passes behind them all. */
        SHUFFLED,
        /** By timestamp; event time passes between them, as early as it may. */
        BY_TIME
    }

    /** A record on its way into one of an operator's inputs. */
    record Arrival(int input, Object key, Stamped record) {}

    private static final Object NO_KEY = "no key";
    private static final int SLICE = 3;

    private final Order order;
    private final Random random;
    private final Map<Integer, Map<String, List<Stamped>>> streams = new HashMap<>();

    private SequentialOracle(Order order, long seed) {
        this.order = order;
        this.random = new Random(seed);
    }

    /**
     * Runs a job to its end, its sinks included. Returns those of which another output would be right as well, counted in
     * the order of the graph.
     */
    public static Set<Integer> run(StreamGraph graph) {
        return run(graph, Order.AS_MADE, 0);
    }

    /** The same, with its records in another order. */
    public static Set<Integer> run(StreamGraph graph, Order order, long seed) {
        SequentialOracle oracle = new SequentialOracle(order, seed);
        Undecided undecided = new Undecided();
        for (StreamNode node : graph.nodes()) {
            OracleContext context = new OracleContext(node.name() + " " + node.id());
            PlainStates.unchecked(() -> {
                List<Arrival> arrivals = oracle.arrivals(node);
                oracle.evaluate(node, context, arrivals);
                undecided.evaluated(node, arrivals, context.timersFired());
                return context;
            });
            oracle.streams.put(node.id(), context.outputs());
        }
        return undecided.sinks();
    }

    private List<Arrival> arrivals(StreamNode node) throws Exception {
        List<Arrival> arrivals = new ArrayList<>();
        for (StreamEdge edge : node.inputs()) {
            int copies = edge.partitioning() instanceof Partitioning.Broadcast ? node.parallelism() : 1;
            for (Stamped record :
                    streams.getOrDefault(edge.from(), Map.of()).getOrDefault(edge.sideOutput(), List.of())) {
                Object key = edge.partitioning() instanceof Partitioning.Hash hash
                        ? hash.selector().getKey(record.value())
                        : NO_KEY;
                arrivals.addAll(Collections.nCopies(copies, new Arrival(edge.input(), key, record)));
            }
        }
        if (order != Order.AS_MADE) {
            Collections.shuffle(arrivals, random);
        }
        if (order == Order.BY_TIME) {
            arrivals.sort(Comparator.comparingLong(arrival -> arrival.record().timestamp()));
        }
        return arrivals;
    }

    private void evaluate(StreamNode node, OracleContext context, List<Arrival> arrivals) throws Exception {
        Operation operation = node.operation();
        if (operation instanceof Operation.Read read) {
            read(read, node, context, arrivals);
        } else if (operation instanceof Operation.Write write) {
            write(write.sink(), context, arrivals);
        } else if (operation instanceof Operation.AssignTimestamps assign) {
            arrivals.forEach(arrival ->
                    context.emit("", arrival.record().value(), stamp(assign.watermarks(), arrival.record())));
        } else if (operation instanceof Operation.Reduce reduce) {
            var running = context.states().reducing("running", reduce.function());
            each(context, arrivals, arrival -> {
                running.add(arrival.record().value());
                context.collect(running.get());
            });
        } else if (operation instanceof Operation.Aggregate aggregate) {
            var running = context.states().aggregating("running", aggregate.function());
            each(context, arrivals, arrival -> {
                running.add(arrival.record().value());
                context.collect(running.get());
            });
        } else if (operation instanceof Operation.Window window) {
            OracleWindows.evaluate(window, context, arrivals);
        } else if (operation instanceof Operation.PreAggregate each) {
            OracleWindows.eachByItself(each, context, arrivals);
        } else {
            function(operation, context, arrivals);
        }
    }

    private void function(Operation operation, OracleContext context, List<Arrival> arrivals) throws Exception {
        if (operation instanceof Operation.Transform map) {
            with(
                    map.function(),
                    context,
                    arrivals,
                    (value, arrival) -> context.collect(map.function().map(value)));
        } else if (operation instanceof Operation.Filter filter) {
            with(filter.function(), context, arrivals, (value, arrival) -> {
                if (filter.function().filter(value)) {
                    context.collect(value);
                }
            });
        } else if (operation instanceof Operation.FlatMap flatMap) {
            with(
                    flatMap.function(),
                    context,
                    arrivals,
                    (value, arrival) -> flatMap.function().flatMap(value, context));
        } else if (operation instanceof Operation.PlainProcess process) {
            with(
                    process.function(),
                    context,
                    arrivals,
                    (value, arrival) -> process.function().processElement(value, context, context));
        } else if (operation instanceof Operation.CoProcess process) {
            with(process.function(), context, arrivals, (value, arrival) -> {
                if (arrival.input() == 0) {
                    process.function().processElement1(value, context, context);
                } else {
                    process.function().processElement2(value, context, context);
                }
            });
        } else if (operation instanceof Operation.KeyedProcess process) {
            keyed(process.function(), context, arrivals);
        } else if (operation instanceof Operation.KeyedCoProcess process) {
            keyed(process.function(), context, arrivals);
        } else {
            throw new IllegalArgumentException("expected an operation that the oracle knows, but found " + operation);
        }
    }

    private interface Step {
        void handle(Object value, Arrival arrival) throws Exception;
    }

    private interface Handler {
        void handle(Arrival arrival) throws Exception;
    }

    private void with(Function function, OracleContext context, List<Arrival> arrivals, Step step) throws Exception {
        function.open(context);
        each(context, arrivals, arrival -> step.handle(arrival.record().value(), arrival));
        function.close();
    }

    private void each(OracleContext context, List<Arrival> arrivals, Handler handler) throws Exception {
        for (Arrival arrival : arrivals) {
            context.begin(arrival.key(), arrival.record().timestamp());
            handler.handle(arrival);
        }
    }

    private void keyed(
            KeyedProcessFunction<Object, Object, Object> function, OracleContext context, List<Arrival> arrivals)
            throws Exception {
        OracleContext.Due due = time -> function.onTimer(time, context, context);
        function.open(context);
        each(context, arrivals, arrival -> {
            passTime(context, arrival, due);
            function.processElement(arrival.record().value(), context, context);
        });
        context.advance(Long.MAX_VALUE, due);
        function.close();
    }

    private void keyed(
            KeyedCoProcessFunction<Object, Object, Object, Object> function,
            OracleContext context,
            List<Arrival> arrivals)
            throws Exception {
        OracleContext.Due due = time -> function.onTimer(time, context, context);
        function.open(context);
        each(context, arrivals, arrival -> {
            passTime(context, arrival, due);
            if (arrival.input() == 0) {
                function.processElement1(arrival.record().value(), context, context);
            } else {
                function.processElement2(arrival.record().value(), context, context);
            }
        });
        context.advance(Long.MAX_VALUE, due);
        function.close();
    }

    /** As late as can be, a watermark has come just before the record that it lies before. */
    private void passTime(OracleContext context, Arrival arrival, OracleContext.Due due) throws Exception {
        long timestamp = arrival.record().timestamp();
        if (order == Order.BY_TIME && timestamp != Long.MIN_VALUE) {
            context.advance(timestamp - 1, due);
            context.begin(arrival.key(), timestamp);
        }
    }

    private static long stamp(WatermarkStrategy<Object> strategy, Stamped record) {
        return strategy.timestampAssigner().extractTimestamp(record.value(), record.timestamp());
    }

    @SuppressWarnings("unchecked") // A source's splits are those that it can open.
    private void read(Operation.Read read, StreamNode node, OracleContext context, List<Arrival> arrivals)
            throws Exception {
        Source<Object, Object> source = (Source<Object, Object>) read.source();
        List<Object> splits = source instanceof ComputedSource<Object, Object> computed
                ? computed.splits(node.parallelism())
                : arrivals.stream().map(arrival -> arrival.record().value()).toList();
        for (Object split : splits) {
            readSplit(source, split, read.watermarks(), context);
        }
    }

    private void readSplit(
            Source<Object, Object> source, Object split, WatermarkStrategy<Object> strategy, OracleContext context)
            throws Exception {
        SourceOutput<Object> out = new SourceOutput<>() {
            @Override
            public void collect(Object value) {
                collect(value, Long.MIN_VALUE);
            }

            @Override
            public void collect(Object value, long timestamp) {
                context.emit("", value, stamp(strategy, new Stamped(value, timestamp)));
            }
        };
        SplitReader<Object, Object> reader = source.open(split, context);
        long next = SplitReader.MORE;
        while (next != SplitReader.END) {
            next = reader.read(out, SLICE);
            if (next == SplitReader.MORE && order == Order.SHUFFLED) {
                // As behind a restart: what is left must be all that is left.
                Object left = reader.position();
                reader.close();
                reader = source.open(left, context);
            }
        }
        reader.close();
    }

    private static void write(Sink<Object> sink, OracleContext context, List<Arrival> arrivals) throws Exception {
        if (sink instanceof TwoPhaseSink<Object, ?> twoPhase) {
            writeAndCommit(twoPhase, context, arrivals);
            return;
        }
        try (SinkWriter<Object> writer = sink.createWriter(context)) {
            writeAll(writer, arrivals);
        }
    }

    private static <C> void writeAndCommit(TwoPhaseSink<Object, C> sink, OracleContext context, List<Arrival> arrivals)
            throws Exception {
        try (TwoPhaseWriter<Object, C> writer = sink.createWriter(context);
                var committer = sink.createCommitter(context)) {
            writeAll(writer, arrivals);
            for (C transaction : writer.prepareCommit()) {
                committer.commit(transaction);
            }
        }
    }

    private static void writeAll(SinkWriter<Object> writer, List<Arrival> arrivals) throws Exception {
        for (Arrival arrival : arrivals) {
            writer.write(arrival.record().value(), arrival.record().timestamp());
        }
        writer.flush();
    }
}
