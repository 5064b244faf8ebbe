package dev.selvage.container.codec.value;

import dev.selvage.container.codec.Codec;
import dev.selvage.container.codec.CodecSchema;
import java.util.Set;

/**
 * A codec of values of varying length that never change.
 *
 * @param <T> the type
 */
abstract class ImmutableCodec<T> extends Codec<T> {
    private final CodecSchema schema;

    ImmutableCodec(CodecSchema schema) {
        this.schema = schema;
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
        return schema;
    }
}
