package dev.selvage.container.codec.assembly;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A class and what its type parameters stand for. Equal types are equal, however they were written down.
 *
 * @param arguments one for each type parameter; for an array its element
 */
public record BoundType(Class<?> raw, List<BoundType> arguments) {

    /** How deep bounds that name themselves, as of {@code T extends Comparable<T>}, are followed. */
    private static final int DEEPEST = 16;

    /** A type in which no variable is free; one that is, stands for its bound. */
    public static BoundType of(Type type) {
        return of(type, Map.of(), 0);
    }

    /** A type as it is written in a member of this one. */
    BoundType member(Type type) {
        return of(type, bindings(), 0);
    }

    /** What a type parameter stands for. */
    public BoundType argument(int index) {
        return index < arguments.size() ? arguments.get(index) : new BoundType(Object.class, List.of());
    }

    /** The class that this one extends, with what its type parameters stand for. */
    BoundType superclass() {
        return member(raw.getGenericSuperclass());
    }

    private Map<TypeVariable<?>, BoundType> bindings() {
        Map<TypeVariable<?>, BoundType> bindings = new HashMap<>();
        TypeVariable<?>[] variables = raw.getTypeParameters();
        for (int i = 0; i < variables.length && i < arguments.size(); i++) {
            bindings.put(variables[i], arguments.get(i));
        }
        return bindings;
    }

    private static BoundType of(Type type, Map<TypeVariable<?>, BoundType> bindings, int depth) {
        if (depth > DEEPEST) {
            return new BoundType(Object.class, List.of());
        }
        if (type instanceof Class<?> raw) {
            return ofClass(raw, bindings, depth);
        }
        if (type instanceof ParameterizedType bound) {
            List<BoundType> arguments = new ArrayList<>();
            for (Type argument : bound.getActualTypeArguments()) {
                arguments.add(of(argument, bindings, depth + 1));
            }
            return new BoundType((Class<?>) bound.getRawType(), List.copyOf(arguments));
        }
        if (type instanceof GenericArrayType array) {
            BoundType element = of(array.getGenericComponentType(), bindings, depth + 1);
            return new BoundType(Array.newInstance(element.raw, 0).getClass(), List.of(element));
        }
        if (type instanceof TypeVariable<?> variable) {
            BoundType bound = bindings.get(variable);
            return bound != null ? bound : of(variable.getBounds()[0], bindings, depth + 1);
        }
        if (type instanceof WildcardType wildcard) {
            return of(wildcard.getUpperBounds()[0], bindings, depth + 1);
        }
        throw new IllegalArgumentException("Wanted a type of the language, found a " + type.getClass() + ".");
    }

    private static BoundType ofClass(Class<?> raw, Map<TypeVariable<?>, BoundType> bindings, int depth) {
        if (raw.isArray()) {
            return new BoundType(raw, List.of(of(raw.getComponentType(), bindings, depth + 1)));
        }
        List<BoundType> arguments = new ArrayList<>();
        for (TypeVariable<?> variable : raw.getTypeParameters()) {
            arguments.add(of(variable.getBounds()[0], bindings, depth + 1));
        }
        return new BoundType(raw, List.copyOf(arguments));
    }

    @Override
    public String toString() {
        if (raw.isArray() || arguments.isEmpty()) {
            return raw.getTypeName();
        }
        return arguments.stream()
                .map(BoundType::toString)
                .collect(Collectors.joining(", ", raw.getTypeName() + "<", ">"));
    }
}
