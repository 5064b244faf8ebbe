package dev.selvage.api;

import dev.selvage.api.function.CoProcessFunction;
import dev.selvage.api.function.KeySelector;
import dev.selvage.api.function.KeyedCoProcessFunction;
import dev.selvage.api.graph.Operation;
import dev.selvage.api.type.DataType;
import dev.selvage.api.type.TypeInference;
import java.util.List;

/**
 * Two streams that one function sees. With keys on both, records of one key meet, and share state.
 *
 * <pre>{@code
 * record Order(String customer, long cents) {}
 * record Address(String customer, String city) {}
 *
 * void join(
 *         DataStream<Order> orders,
 *         DataStream<Address> addresses,
 *         KeyedCoProcessFunction<String, Order, Address, String> function) {
 *     orders.connect(addresses).keyBy(Order::customer, Address::customer).process(function).print();
 * }
 * }</pre>
 *
 * @param <A> records of the first stream
 * @param <B> records of the second
 */
public final class ConnectedStreams<A, B> {
    private final DataStream<A> first;
    private final DataStream<B> second;

    ConnectedStreams(DataStream<A> first, DataStream<B> second) {
        this.first = first;
        this.second = second;
    }

    /** Brings all records of a key together, of both streams. */
    public <K> ConnectedStreams<A, B> keyBy(KeySelector<A, K> firstKey, KeySelector<B, K> secondKey) {
        return new ConnectedStreams<>(first.keyBy(firstKey), second.keyBy(secondKey));
    }

    /** The same, with the type of the key where the selectors do not tell it. */
    public <K> ConnectedStreams<A, B> keyBy(
            KeySelector<A, K> firstKey, KeySelector<B, K> secondKey, DataType<K> keyType) {
        return new ConnectedStreams<>(first.keyBy(firstKey, keyType), second.keyBy(secondKey, keyType));
    }

    /** Any number of records for each of either stream. */
    public <O> DataStream<O> process(CoProcessFunction<A, B, O> function) {
        return then(
                Erasure.coProcess(function),
                TypeInference.outputOf(function, CoProcessFunction.class, 2, first.type(), second.type()));
    }

    /** Any number of records for each of either stream, with state and timers for its key. */
    public <K, O> DataStream<O> process(KeyedCoProcessFunction<K, A, B, O> function) {
        DataType<?> keyType = commonKeyType();
        return then(
                Erasure.keyedCoProcess(function),
                TypeInference.outputOf(
                        function, KeyedCoProcessFunction.class, 3, keyType, first.type(), second.type()));
    }

    /** Records of one key would not meet if one stream had none, or other keys: equal texts and numbers hash differently. */
    private DataType<?> commonKeyType() {
        if (!(first instanceof KeyedStream<A, ?> one) || !(second instanceof KeyedStream<B, ?> other)) {
            throw new IllegalStateException("'process at " + CallSite.find().place()
                    + "' keeps state by key, but one of its streams has no key: call keyBy on '" + first.label()
                    + "' and on '" + second.label() + "', or on both at once behind connect.");
        }
        if (!one.keyType().equals(other.keyType())) {
            throw new IllegalStateException("'process at " + CallSite.find().place() + "' has keys of type "
                    + one.keyType() + " on its first stream, but of type " + other.keyType()
                    + " on its second one: use the same type for both.");
        }
        return one.keyType();
    }

    private <O> DataStream<O> then(Operation operation, DataType<?> outputType) {
        return first.environment().record("process", operation, List.of(first.feeds(), second.feeds()), outputType);
    }
}
