package dev.selvage.container.codec.compound;

import dev.selvage.container.codec.ByteInput;
import dev.selvage.container.codec.ByteOutput;
import dev.selvage.container.codec.Codec;
import dev.selvage.container.codec.CodecSchema;
import dev.selvage.container.codec.Evolution;
import dev.selvage.container.codec.ValueReader;
import java.lang.invoke.MethodHandles;
import java.util.Set;

/** Template: one byte that says whether there is a value, then the value. */
final class NullableTemplate extends Codec<Object> {
    @SuppressWarnings("unchecked") // Whoever makes a copy hands in a codec.
    private static final Codec<Object> CODEC = Constants.at(MethodHandles.lookup(), 0, Codec.class);

    @Override
    public void write(Object value, ByteOutput out) {
        if (value == null) {
            out.writeByte(0);
        } else {
            out.writeByte(1);
            CODEC.write(value, out);
        }
    }

    @Override
    public Object read(ByteInput in) {
        return in.readBoolean() ? CODEC.read(in) : nothing();
    }

    @Override
    public Object copy(Object value) {
        return value == null ? nothing() : CODEC.copy(value);
    }

    @Override
    public boolean immutable() {
        return CODEC.immutable();
    }

    @Override
    public boolean takesNull() {
        return true;
    }

    @Override
    public boolean usesFallback() {
        return CODEC.usesFallback();
    }

    @Override
    public CodecSchema schema(Set<Codec<?>> open) {
        return CodecSchema.of(CodecSchema.NULLABLE, CODEC.schema(open));
    }

    @Override
    public ValueReader<?> readerOf(CodecSchema written, Evolution evolution) {
        return NullableReader.of(CODEC, written, evolution);
    }
}
