package dev.selvage.container.codec.compound;

import dev.selvage.container.codec.ByteInput;
import dev.selvage.container.codec.ByteOutput;
import dev.selvage.container.codec.Codec;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the codec of a type inside that type's own codec, as in a tree whose nodes hold nodes; bound when that one is
 * made. What it would tell of itself it does not know yet, so that it promises little.
 */
public final class DeferredCodec extends Codec<Object> {
    private final String type;
    private @Nullable Codec<Object> codec;

    public DeferredCodec(String type) {
        this.type = type;
    }

    /** Called once, before any value is written. */
    @SuppressWarnings("unchecked") // Of the type that this one was made for.
    public void bind(Codec<?> made) {
        codec = (Codec<Object>) made;
    }

    private Codec<Object> codec() {
        Codec<Object> bound = codec;
        if (bound == null) {
            throw new IllegalStateException("The codec of " + type + " is used before it is made.");
        }
        return bound;
    }

    @Override
    public void write(Object value, ByteOutput out) {
        codec().write(value, out);
    }

    @Override
    public Object read(ByteInput in) {
        return codec().read(in);
    }

    @Override
    public Object copy(Object value) {
        return codec().copy(value);
    }

    @Override
    public boolean immutable() {
        return false;
    }

    @Override
    public String format() {
        return "^" + type;
    }
}
