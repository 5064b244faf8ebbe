package dev.selvage.api.state;

import dev.selvage.api.function.ReduceFunction;
import dev.selvage.api.type.DataType;
import dev.selvage.api.type.Types;

/**
 * Describes a {@link ReducingState}.
 *
 * <pre>{@code
 * ReducingStateDescriptor<Long> greatest = new ReducingStateDescriptor<>("greatest", Math::max, Long.class);
 * }</pre>
 *
 * @param <T> the values
 */
public final class ReducingStateDescriptor<T> extends StateDescriptor {
    private static final long serialVersionUID = 1;

    private final ReduceFunction<T> reduceFunction;
    private final DataType<T> type;

    /** A state of a type without parameters. */
    public ReducingStateDescriptor(String name, ReduceFunction<T> reduceFunction, Class<T> type) {
        this(name, reduceFunction, Types.of(type));
    }

    /** A state of a type that is at hand. */
    public ReducingStateDescriptor(String name, ReduceFunction<T> reduceFunction, DataType<T> type) {
        super(name);
        this.reduceFunction = reduceFunction;
        this.type = type;
    }

    /** What combines the value so far with a new one. */
    public ReduceFunction<T> getReduceFunction() {
        return reduceFunction;
    }

    /** The type of the value. */
    public DataType<T> getType() {
        return type;
    }
}
