package dev.selvage.api.state;

import dev.selvage.api.type.DataType;
import dev.selvage.api.type.TypeHint;
import dev.selvage.api.type.Types;

/**
 * Describes a {@link ValueState}.
 *
 * <pre>{@code
 * ValueStateDescriptor<Long> count = new ValueStateDescriptor<>("count", Long.class);
 * }</pre>
 *
 * @param <T> the value
 */
public final class ValueStateDescriptor<T> extends StateDescriptor {
    private static final long serialVersionUID = 1;

    private final DataType<T> type;

    /** A state whose type is a class without type parameters. */
    public ValueStateDescriptor(String name, Class<T> type) {
        this(name, Types.of(type));
    }

    /** A state whose type has parameters, such as {@code new TypeHint<List<String>>() {}}. */
    public ValueStateDescriptor(String name, TypeHint<T> type) {
        this(name, Types.of(type));
    }

    /** A state of a type that is at hand. */
    public ValueStateDescriptor(String name, DataType<T> type) {
        super(name);
        this.type = type;
    }

    /** The type of the value. */
    public DataType<T> getType() {
        return type;
    }
}
