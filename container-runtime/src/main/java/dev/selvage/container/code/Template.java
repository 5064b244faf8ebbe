package dev.selvage.container.code;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A class of which each operator gets a copy of its own.
 *
 * <p>The JIT compiles a call as fast as its profile is clear, and it keeps the profile by the place of the call in the
 * byte code. A loop that all operators share therefore calls slowly for every one of them as soon as three differ. A copy
 * of the same byte code, defined as a hidden class, starts with an empty profile: the user's function is inlined as if the
 * loop had been written for it by hand.
 *
 * <p>What a template may hold: fields, a constructor, ordinary methods. No lambdas, no nested classes and no static state
 * that is meant to be shared, since each copy has its own.
 *
 * @param <T> what callers see of a copy: a class or interface that the template extends
 */
public final class Template<T> {
    private static final MethodType ANY = MethodType.methodType(Object.class, Object[].class);

    private final MethodHandles.Lookup lookup;
    private final Class<? extends T> source;
    private final byte[] byteCode;

    private Template(MethodHandles.Lookup lookup, Class<? extends T> source) {
        this.lookup = lookup;
        this.source = source;
        this.byteCode = byteCodeOf(source);
    }

    /** The template of a class, with a lookup of the package that it lives in. */
    public static <T> Template<T> of(MethodHandles.Lookup lookup, Class<? extends T> source) {
        return new Template<>(lookup, source);
    }

    /** A new class with this template's byte code and a profile of its own. */
    public Copy<T> copy() {
        return define(List.of());
    }

    /** A new class whose static initializer finds {@code constants} through {@link MethodHandles#classDataAt}. */
    public Copy<T> copyWith(Object... constants) {
        return define(List.of(constants));
    }

    private Copy<T> define(List<Object> constants) {
        try {
            MethodHandles.Lookup hidden = constants.isEmpty()
                    ? lookup.defineHiddenClass(byteCode, true)
                    : lookup.defineHiddenClassWithClassData(byteCode, constants, true);
            return new Copy<>(hidden);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(
                    source + " was given with a lookup of another package or without full rights.", impossible);
        }
    }

    private static byte[] byteCodeOf(Class<?> type) {
        String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
        try (InputStream in = type.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(
                        "The byte code of " + type + " was not found beside it as " + file + ".");
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The byte code of " + type + " could not be read.", unreadable);
        }
    }

    /**
     * One copy of a template, from which any number of instances can be made: those of one operator's subtasks share it.
     *
     * @param <T> what callers see of an instance
     */
    public static final class Copy<T> {
        /** The template's only constructor, which takes its arguments as an array. */
        private final MethodHandle constructor;

        private Copy(MethodHandles.Lookup hidden) throws IllegalAccessException {
            Constructor<?> only = hidden.lookupClass().getDeclaredConstructors()[0];
            constructor = hidden.unreflectConstructor(only)
                    .asFixedArity()
                    .asSpreader(Object[].class, only.getParameterCount())
                    .asType(ANY);
        }

        /** An instance made by the template's only constructor. */
        @SuppressWarnings("unchecked") // A copy of a template of T has T's supertypes.
        public T make(@Nullable Object... arguments) {
            try {
                return (T) (Object) constructor.invokeExact(arguments);
            } catch (RuntimeException | Error thrown) {
                throw thrown;
            } catch (Throwable thrown) {
                throw new IllegalStateException("No instance of " + constructor + " could be made.", thrown);
            }
        }
    }
}
