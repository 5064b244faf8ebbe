package dev.selvage.container.codec.compound;

import dev.selvage.container.codec.ByteInput;
import dev.selvage.container.codec.ByteOutput;
import dev.selvage.container.codec.Codec;
import dev.selvage.container.codec.CodecSchema;
import dev.selvage.container.codec.Evolution;
import dev.selvage.container.codec.ValueReader;
import java.lang.invoke.MethodHandles;
import java.util.Set;

/** Template: a value of one of the classes that a sealed type permits, behind the place of its class. */
final class ChoiceTemplate extends Codec<Object> {
    private static final Choice CHOICE = Constants.at(MethodHandles.lookup(), 0, Choice.class);

    @Override
    public void write(Object value, ByteOutput out) {
        int place = CHOICE.place(value);
        out.writeVarInt(place);
        CHOICE.codec(place).write(value, out);
    }

    @Override
    public Object read(ByteInput in) {
        return CHOICE.codec(in.readIndex(CHOICE.size())).read(in);
    }

    @Override
    public Object copy(Object value) {
        return value == null ? nothing() : CHOICE.codec(CHOICE.place(value)).copy(value);
    }

    @Override
    public boolean immutable() {
        return CHOICE.immutable();
    }

    @Override
    public boolean usesFallback() {
        return CHOICE.usesFallback();
    }

    @Override
    public CodecSchema schema(Set<Codec<?>> open) {
        return CHOICE.schema(this, open);
    }

    @Override
    public ValueReader<?> readerOf(CodecSchema written, Evolution evolution) {
        return CHOICE.readerOf(this, written, evolution);
    }
}
