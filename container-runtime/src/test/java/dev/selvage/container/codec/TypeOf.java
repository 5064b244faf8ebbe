package dev.selvage.container.codec;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * A type with its parameters, written down as {@code new TypeOf<List<String>>() {}}.
 *
 * @param <T> the type
 */
public abstract class TypeOf<T> {
    public final Type type() {
        return ((ParameterizedType) getClass().getGenericSuperclass()).getActualTypeArguments()[0];
    }

    /** The codec of the type. */
    @SuppressWarnings("unchecked") // Of the type that is asked for.
    public final Codec<T> in(Codecs codecs) {
        return (Codec<T>) codecs.of(type());
    }
}
