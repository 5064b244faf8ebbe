package dev.selvage.testing;

import dev.selvage.api.DataStream;
import dev.selvage.api.StreamExecutionEnvironment;
import dev.selvage.api.type.DataType;
import dev.selvage.api.type.Types;
import java.util.function.BiFunction;

/**
 * Tests an operator with two inputs record by record.
 *
 * <pre>{@code
 * TwoInputHarness<String, Long, String> all = TwoInputHarness.of(
 *         String.class, Long.class, (words, numbers) -> words.union(numbers.map(number -> "number " + number)));
 * }</pre>
 *
 * @param <A> the records of the first input
 * @param <B> the records of the second input
 * @param <O> the records that come out
 */
public final class TwoInputHarness<A, B, O> extends Harness<O, TwoInputHarness<A, B, O>> {
    private final DataType<A> first;
    private final DataType<B> second;
    private final BiFunction<DataStream<A>, DataStream<B>, DataStream<O>> operator;

    private TwoInputHarness(
            DataType<A> first, DataType<B> second, BiFunction<DataStream<A>, DataStream<B>, DataStream<O>> operator) {
        this.first = first;
        this.second = second;
        this.operator = operator;
    }

    /** An operator as a job has it. */
    public static <A, B, O> TwoInputHarness<A, B, O> of(
            Class<A> first, Class<B> second, BiFunction<DataStream<A>, DataStream<B>, DataStream<O>> operator) {
        return of(Types.of(first), Types.of(second), operator);
    }

    /** The same, for records whose classes do not say it all. */
    public static <A, B, O> TwoInputHarness<A, B, O> of(
            DataType<A> first, DataType<B> second, BiFunction<DataStream<A>, DataStream<B>, DataStream<O>> operator) {
        return new TwoInputHarness<>(first, second, operator);
    }

    @Override
    DataStream<O> program(StreamExecutionEnvironment environment) {
        return operator.apply(input(environment, first, "first"), input(environment, second, "second"));
    }

    @Override
    TwoInputHarness<A, B, O> self() {
        return this;
    }

    /** A record of the first input, without a timestamp. */
    public TwoInputHarness<A, B, O> pushFirst(A value) {
        return pushFirst(value, Long.MIN_VALUE);
    }

    /** A record of the first input with its timestamp, in milliseconds. */
    public TwoInputHarness<A, B, O> pushFirst(A value, long timestamp) {
        return feed(0, value, timestamp);
    }

    /** A record of the second input, without a timestamp. */
    public TwoInputHarness<A, B, O> pushSecond(B value) {
        return pushSecond(value, Long.MIN_VALUE);
    }

    /** A record of the second input with its timestamp, in milliseconds. */
    public TwoInputHarness<A, B, O> pushSecond(B value, long timestamp) {
        return feed(1, value, timestamp);
    }

    /** Event time of the first input; the operator's follows the slower of both. */
    public TwoInputHarness<A, B, O> watermarkFirst(long timestamp) {
        return watermark(0, timestamp);
    }

    /** Event time of the second input. */
    public TwoInputHarness<A, B, O> watermarkSecond(long timestamp) {
        return watermark(1, timestamp);
    }
}
