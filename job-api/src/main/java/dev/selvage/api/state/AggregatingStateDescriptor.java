package dev.selvage.api.state;

import dev.selvage.api.function.AggregateFunction;
import dev.selvage.api.type.DataType;
import dev.selvage.api.type.Types;

/**
 * Describes an {@link AggregatingState}.
 *
 * <pre>{@code
 * AggregatingStateDescriptor<String, Long, Long> letters(AggregateFunction<String, Long, Long> countLetters) {
 *     return new AggregatingStateDescriptor<>("letters", countLetters, Long.class);
 * }
 * }</pre>
 *
 * @param <I> what is added
 * @param <A> the accumulator
 * @param <O> the result
 */
public final class AggregatingStateDescriptor<I, A, O> extends StateDescriptor {
    private static final long serialVersionUID = 1;

    private final AggregateFunction<I, A, O> aggregateFunction;
    private final DataType<A> accumulatorType;

    /** A state whose accumulator's type has no parameters. */
    public AggregatingStateDescriptor(
            String name, AggregateFunction<I, A, O> aggregateFunction, Class<A> accumulatorType) {
        this(name, aggregateFunction, Types.of(accumulatorType));
    }

    /** A state whose accumulator's type is at hand. */
    public AggregatingStateDescriptor(
            String name, AggregateFunction<I, A, O> aggregateFunction, DataType<A> accumulatorType) {
        super(name);
        this.aggregateFunction = aggregateFunction;
        this.accumulatorType = accumulatorType;
    }

    /** What adds to the accumulator and makes a result of it. */
    public AggregateFunction<I, A, O> getAggregateFunction() {
        return aggregateFunction;
    }

    /** The type of the accumulator. */
    public DataType<A> getAccumulatorType() {
        return accumulatorType;
    }
}
