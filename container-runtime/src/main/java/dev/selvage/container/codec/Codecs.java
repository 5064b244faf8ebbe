package dev.selvage.container.codec;

import dev.selvage.container.codec.assembly.Assembly;
import dev.selvage.container.codec.assembly.BoundType;
import dev.selvage.container.codec.generic.GenericLibrary;
import java.lang.reflect.Type;

/**
 * Gives the codecs of types, without anyone having to register or configure anything. Equal types share one codec, and so
 * the JIT's profile; an operator whose records are to be compiled for it alone asks for {@link #fresh}. One for each job,
 * since it keeps the job's classes; any thread.
 */
public final class Codecs {
    private final GenericLibrary library;
    private final Assembly shared;

    /** Codecs of the classes of a job, which a loader finds by name. */
    public Codecs(ClassLoader jobClasses) {
        library = new GenericLibrary(jobClasses);
        shared = new Assembly(library);
    }

    /** The codec of a type; throws {@link UnserializableException} if there can be none. */
    public Codec<?> of(Type type) {
        synchronized (shared) {
            return shared.of(BoundType.of(type));
        }
    }

    /** The codec of a class without type parameters. */
    @SuppressWarnings("unchecked") // A codec is of the type that it was asked for.
    public <T> Codec<T> of(Class<T> type) {
        return (Codec<T>) of((Type) type);
    }

    /** A codec of classes of its own, all the way down. */
    public Codec<?> fresh(Type type) {
        return new Assembly(library).of(BoundType.of(type));
    }

    /** A codec of classes of its own, of a class without type parameters. */
    @SuppressWarnings("unchecked") // A codec is of the type that it was asked for.
    public <T> Codec<T> fresh(Class<T> type) {
        return (Codec<T>) fresh((Type) type);
    }
}
