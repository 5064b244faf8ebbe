package dev.selvage.container.codec.value;

import dev.selvage.container.codec.FlatCodec;

/**
 * A flat codec of values that never change.
 *
 * @param <T> the type
 */
abstract class ImmutableFlatCodec<T> extends FlatCodec<T> {
    @Override
    public final T copy(T value) {
        return value;
    }

    @Override
    public final boolean immutable() {
        return true;
    }
}
