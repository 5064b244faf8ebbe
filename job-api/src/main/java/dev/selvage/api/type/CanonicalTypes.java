package dev.selvage.api.type;

import java.io.Serializable;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The forms of {@link Type} that a {@link DataType} holds; those of the JDK cannot be serialized. */
final class CanonicalTypes {

    private CanonicalTypes() {}

    /** A class with what stands in its brackets; equal to the JDK's own of the same content. */
    static final class Parameterized implements ParameterizedType, Serializable {
        private static final long serialVersionUID = 1;

        private final Class<?> raw;
        private final Type[] arguments;

        Parameterized(Class<?> raw, List<? extends Type> arguments) {
            this.raw = raw;
            this.arguments = arguments.toArray(Type[]::new);
        }

        @Override
        public Type[] getActualTypeArguments() {
            return arguments.clone();
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public Type getOwnerType() {
            return raw.getDeclaringClass();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof ParameterizedType that
                    && raw.equals(that.getRawType())
                    && Objects.equals(raw.getDeclaringClass(), that.getOwnerType())
                    && Arrays.equals(arguments, that.getActualTypeArguments());
        }

        @Override
        public int hashCode() {
            // As the JDK's: equal objects of two classes must have one hash.
            return Arrays.hashCode(arguments) ^ Objects.hashCode(raw.getDeclaringClass()) ^ raw.hashCode();
        }

        @Override
        public String toString() {
            return display(this);
        }
    }

    /** An array of a type with brackets; all other arrays are classes. */
    record GenericArray(Type component) implements GenericArrayType, Serializable {
        @Override
        public Type getGenericComponentType() {
            return component;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof GenericArrayType that && component.equals(that.getGenericComponentType());
        }

        @Override
        public int hashCode() {
            return component.hashCode();
        }

        @Override
        public String toString() {
            return display(this);
        }
    }

    static Type arrayOf(Type component) {
        return component instanceof Class<?> simple ? simple.arrayType() : new GenericArray(component);
    }

    /** The class as it is seen within itself: {@code List<E>}. */
    static Type selfType(Class<?> raw) {
        TypeVariable<?>[] parameters = raw.getTypeParameters();
        return parameters.length == 0 ? raw : new Parameterized(raw, List.of(parameters));
    }

    static Class<?> erase(Type type) {
        if (type instanceof Class<?> raw) {
            return raw;
        }
        if (type instanceof ParameterizedType parameterized) {
            return erase(parameterized.getRawType());
        }
        if (type instanceof GenericArrayType array) {
            return erase(array.getGenericComponentType()).arrayType();
        }
        if (type instanceof TypeVariable<?> variable) {
            return erase(variable.getBounds()[0]);
        }
        if (type instanceof WildcardType wildcard) {
            return erase(wildcard.getUpperBounds()[0]);
        }
        throw new IllegalArgumentException("A type of a kind that Java 17 does not have, "
                + type.getClass().getName() + ": describe it by a class or a TypeHint.");
    }

    /** Whether the class alone leaves open what its members are. */
    static boolean needsArguments(Class<?> raw) {
        if (raw.isArray()) {
            return needsArguments(raw.getComponentType());
        }
        return raw.getTypeParameters().length > 0 || isInnerOfGeneric(raw);
    }

    /** Whether it is a member that uses the type parameters of a class around it. */
    static boolean isInnerOfGeneric(Class<?> raw) {
        Class<?> owner = raw.getDeclaringClass();
        return owner != null && !Modifier.isStatic(raw.getModifiers()) && needsArguments(owner);
    }

    static String display(Type type) {
        if (type instanceof Class<?> raw) {
            return nameWithoutPackage(raw);
        }
        if (type instanceof ParameterizedType parameterized) {
            return Stream.of(parameterized.getActualTypeArguments())
                    .map(CanonicalTypes::display)
                    .collect(Collectors.joining(", ", display(parameterized.getRawType()) + "<", ">"));
        }
        if (type instanceof GenericArrayType array) {
            return display(array.getGenericComponentType()) + "[]";
        }
        return type.getTypeName();
    }

    private static String nameWithoutPackage(Class<?> raw) {
        if (raw.isArray()) {
            return nameWithoutPackage(raw.getComponentType()) + "[]";
        }
        // Local and anonymous classes have no canonical name.
        String name = raw.getCanonicalName() == null ? raw.getName() : raw.getCanonicalName();
        return raw.getPackageName().isEmpty()
                ? name
                : name.substring(raw.isPrimitive() ? 0 : raw.getPackageName().length() + 1);
    }
}
