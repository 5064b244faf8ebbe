package dev.selvage.container.codec.compound;

import dev.selvage.container.codec.Codec;
import dev.selvage.container.codec.CodecSchema;
import dev.selvage.container.codec.Evolution;
import dev.selvage.container.codec.FlatCodec;
import dev.selvage.container.codec.ValueReader;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.Set;

/** Template: one byte that says whether there is a value, then the value, or as many zeros. */
final class FlatNullableTemplate extends FlatCodec<Object> {
    @SuppressWarnings("unchecked") // Whoever makes a copy hands in a flat codec.
    private static final FlatCodec<Object> CODEC = Constants.at(MethodHandles.lookup(), 0, FlatCodec.class);

    private static final int WIDTH = 1 + CODEC.width();

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public void put(Object value, byte[] bytes, int offset) {
        if (value == null) {
            Arrays.fill(bytes, offset, offset + WIDTH, (byte) 0);
        } else {
            bytes[offset] = 1;
            CODEC.put(value, bytes, offset + 1);
        }
    }

    @Override
    public Object get(byte[] bytes, int offset) {
        return bytes[offset] != 0 ? CODEC.get(bytes, offset + 1) : nothing();
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
    public CodecSchema schema(Set<Codec<?>> open) {
        return CodecSchema.of(CodecSchema.PADDED, CODEC.schema(open));
    }

    @Override
    public ValueReader<?> readerOf(CodecSchema written, Evolution evolution) {
        return NullableReader.of(CODEC, written, evolution);
    }
}
