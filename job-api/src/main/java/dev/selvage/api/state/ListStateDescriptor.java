package dev.selvage.api.state;

import dev.selvage.api.type.DataType;
import dev.selvage.api.type.TypeHint;
import dev.selvage.api.type.Types;

/**
 * Describes a {@link ListState}.
 *
 * <pre>{@code
 * ListStateDescriptor<String> lines = new ListStateDescriptor<>("lines", String.class);
 * }</pre>
 *
 * @param <T> the elements
 */
public final class ListStateDescriptor<T> extends StateDescriptor {
    private static final long serialVersionUID = 1;

    private final DataType<T> type;

    /** A state whose type is a class without type parameters. */
    public ListStateDescriptor(String name, Class<T> type) {
        this(name, Types.of(type));
    }

    /** A state whose type has parameters, such as {@code new TypeHint<List<String>>() {}}. */
    public ListStateDescriptor(String name, TypeHint<T> type) {
        this(name, Types.of(type));
    }

    /** A state of a type that is at hand. */
    public ListStateDescriptor(String name, DataType<T> type) {
        super(name);
        this.type = type;
    }

    /** The type of the elements. */
    public DataType<T> getType() {
        return type;
    }
}
