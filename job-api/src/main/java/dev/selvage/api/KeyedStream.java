package dev.selvage.api;

import dev.selvage.api.function.AggregateFunction;
import dev.selvage.api.function.FilterFunction;
import dev.selvage.api.function.FlatMapFunction;
import dev.selvage.api.function.KeySelector;
import dev.selvage.api.function.KeyedProcessFunction;
import dev.selvage.api.function.MapFunction;
import dev.selvage.api.function.ReduceFunction;
import dev.selvage.api.graph.Operation;
import dev.selvage.api.graph.Operation.Gathering;
import dev.selvage.api.graph.Partial;
import dev.selvage.api.graph.Partitioning;
import dev.selvage.api.type.DataType;
import dev.selvage.api.type.KeyTypes;
import dev.selvage.api.type.TypeInference;
import dev.selvage.api.type.Types;
import dev.selvage.api.type.UnknownTypeException;
import dev.selvage.api.window.WindowAssigner;
import java.util.ArrayList;
import java.util.List;

/**
 * A stream whose records of one key meet in one place, where there can be state, timers and windows for that key.
 *
 * <pre>{@code
 * record Order(String customer, long cents) {}
 *
 * void totals(DataStream<Order> orders) {
 *     orders.keyBy(Order::customer)
 *             .reduce((one, other) -> new Order(one.customer(), one.cents() + other.cents()))
 *             .print();
 * }
 * }</pre>
 *
 * @param <T> the records
 * @param <K> the keys
 */
public final class KeyedStream<T, K> extends DataStream<T> {
    private final DataType<K> keyType;

    KeyedStream(
            StreamExecutionEnvironment environment, List<Feed> feeds, KeySelector<T, K> selector, DataType<K> keyType) {
        super(
                environment,
                feeds.stream()
                        .map(feed -> feed.distributed(Erasure.hash(selector, keyType)))
                        .toList());
        this.keyType = keyType;
        checkKey();
        FunctionsOnKeys.requireUnopened(selector, "key selector");
    }

    /** One record for each. A function that asks for state in {@code open} gets that of the record's key. */
    @Override
    public <O> DataStream<O> map(MapFunction<T, O> function) {
        return FunctionsOnKeys.opens(function)
                ? then(
                        "map",
                        Erasure.transformOnKeys(function),
                        TypeInference.outputOf(function, MapFunction.class, 1, type()))
                : super.map(function);
    }

    /** Those records that the function lets pass, which has state as with {@link #map}. */
    @Override
    public DataStream<T> filter(FilterFunction<T> function) {
        return FunctionsOnKeys.opens(function)
                ? then("filter", Erasure.filterOnKeys(function), type())
                : super.filter(function);
    }

    /** Any number of records for each, with state as with {@link #map}. */
    @Override
    public <O> DataStream<O> flatMap(FlatMapFunction<T, O> function) {
        return FunctionsOnKeys.opens(function)
                ? then(
                        "flatMap",
                        Erasure.flatMapOnKeys(function),
                        TypeInference.outputOf(function, FlatMapFunction.class, 1, type()))
                : super.flatMap(function);
    }

    /**
     * Any number of records for each, with state and timers for its key. A lambda must name the types of its parameters, since
     * it could be a function without keys as well.
     */
    // Only a lambda without types is ambiguous, and the compiler tells its author.
    @SuppressWarnings("overloads")
    public <O> DataStream<O> process(KeyedProcessFunction<K, T, O> function) {
        return then(
                "process",
                Erasure.keyedProcess(function),
                TypeInference.outputOf(function, KeyedProcessFunction.class, 2, keyType, type()));
    }

    /** What all records of a key so far come to, for each record. */
    public DataStream<T> reduce(ReduceFunction<T> function) {
        return then("reduce", Erasure.reduce(function), stateType("reduce"));
    }

    /** What all records of a key so far are aggregated to, for each record. */
    public <A, O> DataStream<O> aggregate(AggregateFunction<T, A, O> function) {
        return aggregate(function, TypeInference.outputOf(function, AggregateFunction.class, 1, type()));
    }

    /** The same, with the type of the accumulator where the function does not tell it. */
    public <A, O> DataStream<O> aggregate(AggregateFunction<T, A, O> function, DataType<A> accumulatorType) {
        return then(
                "aggregate",
                Erasure.aggregate(function, requireAccumulator(accumulatorType)),
                TypeInference.outputOf(function, AggregateFunction.class, 2, type()));
    }

    /** Gathers the records of each key by spans of time. */
    public WindowedStream<T, K> window(WindowAssigner assigner) {
        return new WindowedStream<>(this, assigner);
    }

    /** What the records of each key and window come to in the tasks that have them, on its way to whoever has the key. */
    DataStream<?> preAggregated(WindowAssigner.Regular windows, Gathering gathering) {
        DataType<?> gathered =
                gathering instanceof Gathering.Aggregated aggregated ? aggregated.accumulatorType() : type();
        DataType<?> sent = Types.parameterized(Partial.class, keyType, gathered);
        List<Feed> partials = new ArrayList<>();
        for (Feed feed : feeds()) {
            Partitioning.Hash keys = (Partitioning.Hash) feed.asked().orElseThrow();
            Operation operation = new Operation.PreAggregate(windows, gathering, keys);
            OperatorDraft draft =
                    environment().draft("pre-aggregate", operation, List.of(List.of(feed.inPlace())), sent);
            partials.add(Feed.mainOutputOf(draft).distributed(Erasure.hash(new KeyOfPartial(), keyType)));
        }
        return new DataStream<>(environment(), partials);
    }

    /** What was aggregated before has its key with it. */
    private static final class KeyOfPartial implements KeySelector<Partial<Object, Object>, Object> {
        private static final long serialVersionUID = 1;

        @Override
        public Object getKey(Partial<Object, Object> partial) {
            return partial.key();
        }
    }

    /** The type of the keys. */
    public DataType<K> keyType() {
        return keyType;
    }

    /** The type of records that are kept in state. */
    DataType<?> stateType(String kind) {
        DataType<?> type = type();
        if (!type.isKnown()) {
            throw new UnknownTypeException("'" + kind + " at " + CallSite.find().place()
                    + "' keeps records in state, but the type of the records of '" + label() + "' is not known because "
                    + type.unknownBecause()
                    + ": add .returns(new TypeHint<...>() {}) before keyBy, with the type in the"
                    + " brackets.");
        }
        return type;
    }

    static DataType<?> requireAccumulator(DataType<?> type) {
        if (!type.isKnown()) {
            throw new UnknownTypeException("The type of the accumulator of 'aggregate at "
                    + CallSite.find().place()
                    + "' is not known because " + type.unknownBecause()
                    + ": name it behind the function, as in aggregate(function, Types.of(Sum.class)).");
        }
        return type;
    }

    private void checkKey() {
        try {
            KeyTypes.check(keyType);
        } catch (UnknownTypeException e) {
            throw new UnknownTypeException(atCallSite(e));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(atCallSite(e), e);
        }
    }

    private static String atCallSite(IllegalArgumentException e) {
        return "keyBy at " + CallSite.find().place() + ": " + e.getMessage();
    }
}
