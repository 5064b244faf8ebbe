package dev.selvage.container.codec.value;

import dev.selvage.container.codec.Codec;

/**
 * A codec of values of varying length that never change.
 *
 * @param <T> the type
 */
abstract class ImmutableCodec<T> extends Codec<T> {
    @Override
    public final T copy(T value) {
        return value;
    }

    @Override
    public final boolean immutable() {
        return true;
    }
}
