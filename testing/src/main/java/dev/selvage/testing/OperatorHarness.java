package dev.selvage.testing;

import dev.selvage.api.DataStream;
import dev.selvage.api.StreamExecutionEnvironment;
import dev.selvage.api.type.DataType;
import dev.selvage.api.type.Types;
import java.util.function.Function;

/**
 * Tests an operator with one input, or several behind each other, record by record.
 *
 * <pre>{@code
 * try (OperatorHarness<String, Integer> harness =
 *         OperatorHarness.of(String.class, words -> words.map(String::length))) {
 *     harness.push("seam").push("edge");
 *
 *     assertThat(harness.output()).containsExactly(4, 4);
 * }
 * }</pre>
 *
 * @param <I> the records that go in
 * @param <O> the records that come out
 */
public final class OperatorHarness<I, O> extends Harness<O, OperatorHarness<I, O>> {
    private final DataType<I> input;
    private final Function<DataStream<I>, DataStream<O>> operator;

    private OperatorHarness(DataType<I> input, Function<DataStream<I>, DataStream<O>> operator) {
        this.input = input;
        this.operator = operator;
    }

    /** An operator as a job has it, keyed or not. */
    public static <I, O> OperatorHarness<I, O> of(Class<I> input, Function<DataStream<I>, DataStream<O>> operator) {
        return of(Types.of(input), operator);
    }

    /** The same, for records whose class does not say it all. */
    public static <I, O> OperatorHarness<I, O> of(DataType<I> input, Function<DataStream<I>, DataStream<O>> operator) {
        return new OperatorHarness<>(input, operator);
    }

    @Override
    DataStream<O> program(StreamExecutionEnvironment environment) {
        return operator.apply(input(environment, input, "input"));
    }

    @Override
    OperatorHarness<I, O> self() {
        return this;
    }

    /** A record without a timestamp. */
    public OperatorHarness<I, O> push(I value) {
        return push(value, Long.MIN_VALUE);
    }

    /** A record with its timestamp, in milliseconds. */
    public OperatorHarness<I, O> push(I value, long timestamp) {
        return feed(0, value, timestamp);
    }

    /** Event time has come so far: timers and windows up to then fire. */
    public OperatorHarness<I, O> watermark(long timestamp) {
        return watermark(0, timestamp);
    }
}
