package dev.selvage.container.codec.compound;

import dev.selvage.container.codec.ByteInput;
import dev.selvage.container.codec.ByteOutput;
import dev.selvage.container.codec.Codec;
import dev.selvage.container.codec.CodecSchema;
import dev.selvage.container.codec.Evolution;
import dev.selvage.container.codec.ValueReader;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Set;

/** Template: a codec made of three handles, which the JIT inlines since each copy has them as constants. */
final class ComposedTemplate extends Codec<Object> {
    private static final MethodHandle WRITE = Constants.at(MethodHandles.lookup(), 0, MethodHandle.class);
    private static final MethodHandle READ = Constants.at(MethodHandles.lookup(), 1, MethodHandle.class);
    private static final MethodHandle COPY = Constants.at(MethodHandles.lookup(), 2, MethodHandle.class);

    private final Structure structure;
    private final boolean immutable;

    ComposedTemplate(Structure structure) {
        this.structure = structure;
        this.immutable = structure.immutable();
    }

    @Override
    public void write(Object value, ByteOutput out) {
        if (value == null) {
            throw Refusals.ofNull(structure.name());
        }
        try {
            WRITE.invokeExact(value, out);
        } catch (Throwable thrown) {
            throw Constants.thrown(thrown, structure.name(), value);
        }
    }

    @Override
    public Object read(ByteInput in) {
        try {
            return READ.invokeExact(in);
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
    public boolean usesFallback() {
        return structure.usesFallback();
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
