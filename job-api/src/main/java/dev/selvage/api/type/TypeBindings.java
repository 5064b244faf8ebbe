package dev.selvage.api.type;

import dev.selvage.api.type.CanonicalTypes.Parameterized;
import java.lang.invoke.MethodType;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.Member;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What type variables stand for, learnt by laying declared types against known ones. */
final class TypeBindings {
    private final Map<TypeVariable<?>, DataType<?>> bound = new HashMap<>();

    /**
     * Learns from a value of type {@code actual} where {@code declared} is written. A variable that would be two things
     * becomes unknown.
     */
    void unify(Type declared, DataType<?> actual) {
        if (!actual.isKnown()) {
            return;
        }
        if (declared instanceof TypeVariable<?> variable) {
            bind(variable, actual);
        } else if (declared instanceof WildcardType wildcard) {
            // A lower bound tells nothing: a variable may be anything below the actual type.
            unify(wildcard.getUpperBounds()[0], actual);
        } else if (declared instanceof GenericArrayType array) {
            component(actual.type()).ifPresent(found -> unify(array.getGenericComponentType(), found));
        } else if (declared instanceof ParameterizedType parameterized) {
            supertype(actual.type(), CanonicalTypes.erase(declared))
                    .ifPresent(found -> unifyArguments(parameterized, found));
        }
    }

    private void unifyArguments(ParameterizedType declared, Type actual) {
        if (actual instanceof ParameterizedType found) {
            Type[] from = declared.getActualTypeArguments();
            Type[] to = found.getActualTypeArguments();
            for (int i = 0; i < from.length; i++) {
                unify(from[i], new TypeBindings().resolve(to[i]));
            }
        }
    }

    private void bind(TypeVariable<?> variable, DataType<?> actual) {
        bound.merge(
                variable,
                actual,
                (before, now) -> before.equals(now) || !before.isKnown()
                        ? before
                        : DataType.unknown(describe(variable) + " would be both " + before + " and " + now));
    }

    private static Optional<DataType<?>> component(Type array) {
        if (array instanceof GenericArrayType generic) {
            return Optional.of(DataType.known(generic.getGenericComponentType()));
        }
        // A primitive cannot stand for a variable.
        return array instanceof Class<?> raw
                        && raw.isArray()
                        && !raw.getComponentType().isPrimitive()
                ? Optional.of(DataType.known(raw.getComponentType()))
                : Optional.empty();
    }

    /** The canonical form of a type, with all variables replaced; unknown if one is left. */
    DataType<?> resolve(Type type) {
        if (type instanceof Class<?> raw) {
            return resolveClass(raw);
        }
        if (type instanceof TypeVariable<?> variable) {
            DataType<?> found = bound.get(variable);
            return found != null
                    ? found
                    : DataType.unknown("nothing says which type " + describe(variable) + " stands for");
        }
        if (type instanceof WildcardType wildcard) {
            return resolve(wildcard.getUpperBounds()[0]);
        }
        if (type instanceof GenericArrayType array) {
            DataType<?> component = resolve(array.getGenericComponentType());
            return component.isKnown() ? DataType.known(CanonicalTypes.arrayOf(component.type())) : component;
        }
        if (type instanceof ParameterizedType parameterized) {
            return resolveParameterized(parameterized);
        }
        return DataType.unknown(type.getTypeName() + " is of a kind that Java 17 does not have");
    }

    private static DataType<?> resolveClass(Class<?> raw) {
        if (raw.isPrimitive()) {
            return DataType.known(MethodType.methodType(raw).wrap().returnType());
        }
        return CanonicalTypes.needsArguments(raw)
                ? DataType.unknown(CanonicalTypes.display(raw) + " is written without its type parameters")
                : DataType.known(raw);
    }

    private DataType<?> resolveParameterized(ParameterizedType type) {
        Class<?> raw = CanonicalTypes.erase(type);
        if (CanonicalTypes.isInnerOfGeneric(raw)) {
            return DataType.unknown(CanonicalTypes.display(raw)
                    + " is an inner class of a class with type parameters, and would have to be static");
        }
        Type[] arguments = type.getActualTypeArguments();
        List<Type> resolved = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            DataType<?> argument = resolve(boundedBy(raw.getTypeParameters()[i], arguments[i]));
            if (!argument.isKnown()) {
                return argument;
            }
            resolved.add(argument.type());
        }
        return DataType.known(new Parameterized(raw, resolved));
    }

    /** A bare {@code ?} is at least what its parameter demands; where that has brackets itself, it says no more than Object. */
    private static Type boundedBy(TypeVariable<?> parameter, Type argument) {
        if (argument instanceof WildcardType wildcard && wildcard.getUpperBounds()[0] == Object.class) {
            Class<?> bound = CanonicalTypes.erase(parameter);
            return CanonicalTypes.needsArguments(bound) ? Object.class : bound;
        }
        return argument;
    }

    /** The type as one of its superclasses or interfaces; variables that it has itself stay. */
    static Optional<Type> supertype(Type type, Class<?> target) {
        Class<?> raw = CanonicalTypes.erase(type);
        if (raw == target) {
            return Optional.of(type);
        }
        Map<TypeVariable<?>, Type> arguments = new HashMap<>();
        if (type instanceof ParameterizedType parameterized) {
            TypeVariable<?>[] parameters = raw.getTypeParameters();
            for (int i = 0; i < parameters.length; i++) {
                arguments.put(parameters[i], parameterized.getActualTypeArguments()[i]);
            }
        }
        List<Type> parents = new ArrayList<>(Arrays.asList(raw.getGenericInterfaces()));
        Type superclass = raw.getGenericSuperclass();
        if (superclass != null) {
            parents.add(superclass);
        }
        return parents.stream()
                .filter(parent -> target.isAssignableFrom(CanonicalTypes.erase(parent)))
                .findFirst()
                .flatMap(parent -> supertype(substitute(parent, arguments), target));
    }

    /** Replaces the variables that have a replacement. */
    static Type substitute(Type type, Map<TypeVariable<?>, Type> replacements) {
        if (type instanceof TypeVariable<?> variable) {
            return replacements.getOrDefault(variable, variable);
        }
        if (type instanceof ParameterizedType parameterized) {
            return new Parameterized(
                    CanonicalTypes.erase(type),
                    Arrays.stream(parameterized.getActualTypeArguments())
                            .map(argument -> substitute(argument, replacements))
                            .toList());
        }
        if (type instanceof GenericArrayType array) {
            return CanonicalTypes.arrayOf(substitute(array.getGenericComponentType(), replacements));
        }
        if (type instanceof WildcardType wildcard) {
            // Only the upper bound counts in the end; a wildcard in which nothing is replaced stays what it is.
            Type bound = wildcard.getUpperBounds()[0];
            Type replaced = substitute(bound, replacements);
            return replaced.equals(bound) ? wildcard : replaced;
        }
        return type;
    }

    private static String describe(TypeVariable<?> variable) {
        GenericDeclaration where = variable.getGenericDeclaration();
        if (where instanceof Class<?> raw) {
            return variable.getName() + " of " + CanonicalTypes.display(raw);
        }
        Member member = (Member) where;
        return variable.getName() + " of " + CanonicalTypes.display(member.getDeclaringClass()) + "." + member.getName()
                + "()";
    }
}
