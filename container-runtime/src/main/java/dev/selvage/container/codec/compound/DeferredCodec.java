package dev.selvage.container.codec.compound;

import dev.selvage.container.codec.ByteInput;
import dev.selvage.container.codec.ByteOutput;
import dev.selvage.container.codec.Codec;
import dev.selvage.container.codec.CodecSchema;
import dev.selvage.container.codec.UnserializableException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the codec of a type inside that type's own codec, as in a tree whose nodes hold nodes; bound when that one is
 * made. What it would tell of itself it does not know before, so that it promises little. Here values may lie inside each
 * other without end, and so this is where it is counted.
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

    @Override
    public Codec<Object> resolved() {
        Codec<Object> bound = codec;
        if (bound == null) {
            throw new IllegalStateException("The codec of " + type + " is used before it is made.");
        }
        return bound;
    }

    @Override
    public void write(Object value, ByteOutput out) {
        out.enter(type);
        try {
            resolved().write(value, out);
        } finally {
            out.leave();
        }
    }

    @Override
    public Object read(ByteInput in) {
        in.enter();
        try {
            return resolved().read(in);
        } finally {
            in.leave();
        }
    }

    @Override
    public Object copy(Object value) {
        try {
            return resolved().copy(value);
        } catch (StackOverflowError tooDeep) {
            throw new UnserializableException(
                    "value of class " + type, "too many of it lie inside each other, or one holds itself.");
        }
    }

    @Override
    public boolean immutable() {
        return false;
    }

    @Override
    public CodecSchema schema(Set<Codec<?>> open) {
        return resolved().schema(open);
    }
}
