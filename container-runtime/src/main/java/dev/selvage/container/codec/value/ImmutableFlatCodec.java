package dev.selvage.container.codec.value;

import dev.selvage.container.codec.Codec;
import dev.selvage.container.codec.CodecSchema;
import dev.selvage.container.codec.FlatCodec;
import java.util.Set;

/**
 * A flat codec of values that never change.
 *
 * @param <T> the type
 */
abstract class ImmutableFlatCodec<T> extends FlatCodec<T> {
    private final String kind;
    private final int width;

    ImmutableFlatCodec(String kind, int width) {
        this.kind = kind;
        this.width = width;
    }

    @Override
    public final int width() {
        return width;
    }

    @Override
    public final T copy(T value) {
        return value;
    }

    @Override
    public final boolean immutable() {
        return true;
    }

    @Override
    public final CodecSchema schema(Set<Codec<?>> open) {
        return CodecSchema.fixed(kind, width);
    }
}
