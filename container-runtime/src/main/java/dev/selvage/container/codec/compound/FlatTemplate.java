package dev.selvage.container.codec.compound;

import dev.selvage.container.codec.Codec;
import dev.selvage.container.codec.CodecSchema;
import dev.selvage.container.codec.Evolution;
import dev.selvage.container.codec.FlatCodec;
import dev.selvage.container.codec.ValueReader;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Set;

/** Template: a flat codec made of three handles, which the JIT inlines since each copy has them as constants. */
final class FlatTemplate extends FlatCodec<Object> {
    private static final MethodHandle PUT = Constants.at(MethodHandles.lookup(), 0, MethodHandle.class);
    private static final MethodHandle GET = Constants.at(MethodHandles.lookup(), 1, MethodHandle.class);
    private static final MethodHandle COPY = Constants.at(MethodHandles.lookup(), 2, MethodHandle.class);
    private static final int WIDTH = Constants.at(MethodHandles.lookup(), 3, Integer.class);

    private final Structure structure;
    private final boolean immutable;

    FlatTemplate(Structure structure) {
        this.structure = structure;
        this.immutable = structure.immutable();
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public void put(Object value, byte[] bytes, int offset) {
        if (value == null) {
            throw Refusals.ofNull(structure.name());
        }
        try {
            PUT.invokeExact(value, bytes, offset);
        } catch (Throwable thrown) {
            throw Constants.thrown(thrown, structure.name(), value);
        }
    }

    @Override
    public Object get(byte[] bytes, int offset) {
        try {
            return GET.invokeExact(bytes, offset);
        } catch (Throwable thrown) {
            throw Constants.unreadable(thrown, structure.name());
        }
    }

    @Override
    public Object copy(Object value) {
        if (immutable || value == null) {
            return value;
        }
        try {
            return COPY.invokeExact(value);
        } catch (Throwable thrown) {
            throw Constants.thrown(thrown, structure.name(), value);
        }
    }

    @Override
    public boolean immutable() {
        return immutable;
    }

    @Override
    public CodecSchema schema(Set<Codec<?>> open) {
        return structure.schema(this, open);
    }

    @Override
    public ValueReader<?> readerOf(CodecSchema written, Evolution evolution) {
        return structure.readerOf(this, written, evolution);
    }
}
