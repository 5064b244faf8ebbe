package dev.selvage.api.type;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * Names a type with type parameters, which no class literal can: the braces behind it make a class, and that keeps what
 * stands in the brackets.
 *
 * <pre>{@code
 * TypeHint<List<String>> words = new TypeHint<List<String>>() {};
 * DataType<List<String>> type = Types.of(words);
 * }</pre>
 *
 * <p>What stands in the brackets must be complete: a type variable, or a {@code List} without brackets of its own, is
 * refused where the hint is made.
 *
 * @param <T> the type to name
 */
public abstract class TypeHint<T> {
    private final DataType<T> dataType;

    /** Reads the brackets of the class that extends this one. */
    protected TypeHint() {
        dataType = captured(getClass()).cast();
    }

    /** The type in the brackets. */
    public final DataType<T> dataType() {
        return dataType;
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof TypeHint<?> hint && hint.dataType.equals(dataType);
    }

    @Override
    public final int hashCode() {
        return dataType.hashCode();
    }

    @Override
    public final String toString() {
        return "TypeHint<" + dataType + ">";
    }

    private static DataType<?> captured(Class<?> hint) {
        Type self = TypeBindings.supertype(hint, TypeHint.class).orElse(hint);
        if (!(self instanceof ParameterizedType parameterized)) {
            throw new IllegalArgumentException(
                    "A TypeHint has nothing in its brackets: write new TypeHint<List<String>>() {}, with your type.");
        }
        DataType<?> found = new TypeBindings().resolve(parameterized.getActualTypeArguments()[0]);
        if (!found.isKnown()) {
            throw new IllegalArgumentException("A TypeHint names no complete type, because " + found.unknownBecause()
                    + ": write the whole type into the brackets, without type variables.");
        }
        return found;
    }
}
