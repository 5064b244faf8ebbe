package dev.selvage.api;

import dev.selvage.api.function.FilterFunction;
import dev.selvage.api.function.FlatMapFunction;
import dev.selvage.api.function.KeySelector;
import dev.selvage.api.function.MapFunction;
import dev.selvage.api.function.Partitioner;
import dev.selvage.api.function.ProcessFunction;
import dev.selvage.api.graph.Operation;
import dev.selvage.api.graph.Partitioning;
import dev.selvage.api.graph.StreamNode.Chaining;
import dev.selvage.api.sink.CollectSink;
import dev.selvage.api.sink.PrintSink;
import dev.selvage.api.sink.Sink;
import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.api.type.DataType;
import dev.selvage.api.type.TypeHint;
import dev.selvage.api.type.TypeInference;
import dev.selvage.api.type.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Records on their way. Each operator makes another stream; what names or sizes an operator, such as {@link #name} and
 * {@link #setParallelism}, stands directly behind it.
 *
 * <pre>{@code
 * StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
 * env.fromData("to be or not to be")
 *         .flatMap((String line, Collector<String> out) -> List.of(line.split(" ")).forEach(out::collect))
 *         .returns(String.class)
 *         .filter(word -> word.length() > 2)
 *         .print();
 * }</pre>
 *
 * @param <T> the records
 */
public sealed class DataStream<T> permits KeyedStream {
    private final StreamExecutionEnvironment environment;
    private final List<Feed> feeds;

    /** @param feeds more than one where streams are united */
    DataStream(StreamExecutionEnvironment environment, List<Feed> feeds) {
        this.environment = environment;
        this.feeds = List.copyOf(feeds);
    }

    /** One record for each. */
    public <O> DataStream<O> map(MapFunction<T, O> function) {
        return then("map", Erasure.transform(function), TypeInference.outputOf(function, MapFunction.class, 1, type()));
    }

    /** Those records that the function lets pass. */
    public DataStream<T> filter(FilterFunction<T> function) {
        return then("filter", Erasure.filter(function), type());
    }

    /** Any number of records for each. Of a lambda's output nothing is known: say it with {@code returns}. */
    public <O> DataStream<O> flatMap(FlatMapFunction<T, O> function) {
        return then(
                "flatMap",
                Erasure.flatMap(function),
                TypeInference.outputOf(function, FlatMapFunction.class, 1, type()));
    }

    /** Any number of records for each, with its timestamp and with side outputs. */
    public <O> DataStream<O> process(ProcessFunction<T, O> function) {
        return then(
                "process",
                Erasure.process(function),
                TypeInference.outputOf(function, ProcessFunction.class, 1, type()));
    }

    /** New timestamps and watermarks from here on; better made at the source, where they are made per split. */
    public DataStream<T> assignTimestampsAndWatermarks(WatermarkStrategy<T> strategy) {
        return then("timestamps", Erasure.assignTimestamps(strategy), type());
    }

    /** Brings all records of a key together. */
    public <K> KeyedStream<T, K> keyBy(KeySelector<T, K> selector) {
        return keyBy(selector, TypeInference.outputOf(selector, KeySelector.class, 1, type()));
    }

    /** Brings all records of a key together, with the type of the key where the selector does not tell it. */
    public <K> KeyedStream<T, K> keyBy(KeySelector<T, K> selector, DataType<K> keyType) {
        return new KeyedStream<>(environment, feeds, selector, keyType);
    }

    /** The same, for a key whose class has no type parameters. */
    public <K> KeyedStream<T, K> keyBy(KeySelector<T, K> selector, Class<K> keyType) {
        return keyBy(selector, Types.of(keyType));
    }

    /** The same, for a key whose type has parameters. */
    public <K> KeyedStream<T, K> keyBy(KeySelector<T, K> selector, TypeHint<K> keyType) {
        return keyBy(selector, Types.of(keyType));
    }

    /** The records of this stream and of others, in no particular order. */
    @SafeVarargs
    public final DataStream<T> union(DataStream<T>... others) {
        List<Feed> all = new ArrayList<>(feeds);
        for (DataStream<T> other : others) {
            environment.checkSame(other.environment, "union");
            all.addAll(other.feeds);
        }
        return new DataStream<>(environment, all);
    }

    /** This stream and another one, for a function that sees both. */
    public <B> ConnectedStreams<T, B> connect(DataStream<B> other) {
        environment.checkSame(other.environment, "connect");
        return new ConnectedStreams<>(this, other);
    }

    /** Deals records out to all subtasks in turn. */
    public DataStream<T> rebalance() {
        return distributed(new Partitioning.Rebalance());
    }

    /** Deals records out in turn, within the share of subtasks behind that falls to each subtask. */
    public DataStream<T> rescale() {
        return distributed(new Partitioning.Rescale());
    }

    /** Sends every record to every subtask. */
    public DataStream<T> broadcast() {
        return distributed(new Partitioning.Broadcast());
    }

    /** Has a function pick the subtask of each record, by a key. */
    public <K> DataStream<T> partitionCustom(Partitioner<K> partitioner, KeySelector<T, K> selector) {
        FunctionsOnKeys.requireUnopened(partitioner, "partitioner");
        FunctionsOnKeys.requireUnopened(selector, "key selector");
        return distributed(Erasure.custom(partitioner, selector));
    }

    /** What the operator sends to one of its side outputs. */
    public <S> DataStream<S> getSideOutput(OutputTag<S> tag) {
        return new DataStream<>(
                environment, List.of(new Feed(operator("getSideOutput"), Optional.of(tag), Optional.empty())));
    }

    /** Ends the stream in a sink. */
    public DataStreamSink sinkTo(Sink<T> sink) {
        return into("sinkTo", sink);
    }

    /** Prints every record. */
    public DataStreamSink print() {
        return into("print", new PrintSink<>());
    }

    /** Prints every record, with a prefix that tells this stream from others. */
    public DataStreamSink print(String prefix) {
        return into("print", new PrintSink<>(prefix));
    }

    /** Runs the job under the name of the program, and brings this stream's records here. */
    public CloseableIterator<T> executeAndCollect() {
        return executeAndCollect(environment.defaultJobName());
    }

    /**
     * Runs the job, and brings this stream's records here, exactly once: after each checkpoint, or at the end without. The job
     * must run in this JVM, as it does by default.
     */
    public CloseableIterator<T> executeAndCollect(String jobName) {
        CollectSink<T> sink = CollectSink.open();
        try {
            DataStreamSink end = into("collect", sink);
            // As many as there are before it, so that records stay in their order.
            feeds.get(0).from().parallelism().ifPresent(end::setParallelism);
            return new CollectedRecords<>(sink, environment.executeAsync(jobName));
        } catch (RuntimeException e) {
            sink.close();
            throw e;
        }
    }

    /**
     * Runs the job under the name of the program until it has brought so many records, or has ended; then it is cancelled. Of an
     * endless one without checkpoints nothing ever becomes final.
     */
    public List<T> executeAndCollect(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("Wanted to collect one record or more, found a limit of " + limit + ".");
        }
        List<T> collected = new ArrayList<>();
        try (CloseableIterator<T> records = executeAndCollect()) {
            while (collected.size() < limit && records.hasNext()) {
                collected.add(records.next());
            }
        }
        return collected;
    }

    /** What people call the operator. */
    public DataStream<T> name(String name) {
        operator("name").name(name);
        return this;
    }

    /** What finds the operator's state again in a savepoint, whatever else of the job has changed. */
    public DataStream<T> uid(String uid) {
        operator("uid").uid(uid);
        return this;
    }

    /** Into how many subtasks the operator is divided. */
    public DataStream<T> setParallelism(int parallelism) {
        operator("setParallelism").setParallelism(parallelism);
        return this;
    }

    /** Into how many subtasks the operator may ever be divided: its number of key groups, fixed in its savepoints. */
    public DataStream<T> setMaxParallelism(int maxParallelism) {
        operator("setMaxParallelism").setMaxParallelism(maxParallelism);
        return this;
    }

    /** Whose slots the operator shares; those behind it follow, unless they say otherwise. */
    public DataStream<T> slotSharingGroup(String group) {
        operator("slotSharingGroup").slotSharingGroup(group);
        return this;
    }

    /** Keeps the operator out of the task of those before it. */
    public DataStream<T> startNewChain() {
        operator("startNewChain").chaining(Chaining.HEAD);
        return this;
    }

    /** Gives the operator a task of its own. */
    public DataStream<T> disableChaining() {
        operator("disableChaining").chaining(Chaining.NEVER);
        return this;
    }

    /** Names the class of the operator's records, where its function does not tell. */
    public DataStream<T> returns(Class<T> type) {
        return returns(Types.of(type));
    }

    /** Names the type of the operator's records, where its function does not tell. */
    public DataStream<T> returns(TypeHint<T> type) {
        return returns(Types.of(type));
    }

    /** Names the type of the operator's records, where its function does not tell. */
    public DataStream<T> returns(DataType<T> type) {
        operator("returns").returns(type);
        return this;
    }

    /** The type of the records, as far as it is known by now. */
    public final DataType<?> type() {
        List<DataType<?>> known = new ArrayList<>();
        for (Feed feed : feeds) {
            if (feed.type().isKnown() && !known.contains(feed.type())) {
                known.add(feed.type());
            }
        }
        if (known.size() > 1) {
            return DataType.unknown("it is a union of streams of " + known.get(0) + " and of " + known.get(1)
                    + " (name one of both" + " by .returns before the union)");
        }
        return known.isEmpty() ? feeds.get(0).type() : known.get(0);
    }

    final StreamExecutionEnvironment environment() {
        return environment;
    }

    final List<Feed> feeds() {
        return feeds;
    }

    final <O> DataStream<O> then(String kind, Operation operation, DataType<?> outputType) {
        return environment.record(kind, operation, List.of(feeds), outputType);
    }

    /** For messages. */
    String label() {
        return String.join(
                "', '", feeds.stream().map(feed -> feed.from().label()).toList());
    }

    private DataStreamSink into(String kind, Sink<T> sink) {
        return new DataStreamSink(environment.draft(kind, Erasure.write(sink), List.of(feeds), type()));
    }

    private DataStream<T> distributed(Partitioning partitioning) {
        return new DataStream<>(
                environment,
                feeds.stream().map(feed -> feed.distributed(partitioning)).toList());
    }

    /** The operator that a setting is for, if there is just one: a setting on a view would be lost in silence. */
    private OperatorDraft operator(String setting) {
        Feed feed = feeds.get(0);
        String view = "";
        if (feeds.size() > 1) {
            view = "a union is no operator; call it on each of the united streams, or on the operator behind";
        } else if (feed.asked().isPresent()) {
            view = "distributing records is no operator; call it before that, or on the operator behind";
        } else if (feed.sideOutput().isPresent()) {
            view =
                    "a side output is no operator; call it on the stream that it was taken from, or on the operator behind";
        }
        if (!view.isEmpty()) {
            throw new IllegalStateException(
                    setting + "() behind '" + label() + "' is for an operator, but " + view + ".");
        }
        return feed.from();
    }
}
