package dev.selvage.container.codec.collection;

import dev.selvage.container.codec.ByteInput;
import dev.selvage.container.codec.ByteOutput;
import dev.selvage.container.codec.Codec;
import dev.selvage.container.codec.CodecSchema;
import dev.selvage.container.codec.Evolution;
import dev.selvage.container.codec.ValueReader;
import dev.selvage.container.codec.compound.Constants;
import dev.selvage.container.codec.compound.Refusals;
import java.lang.invoke.MethodHandles;
import java.util.Optional;
import java.util.Set;

/** Template: one byte that says whether there is a value, then the value. */
final class OptionalTemplate extends Codec<Object> {
    @SuppressWarnings("unchecked") // Whoever makes a copy hands in a codec.
    private static final Codec<Object> VALUE = Constants.at(MethodHandles.lookup(), 0, Codec.class);

    @Override
    public void write(Object value, ByteOutput out) {
        if (value == null) {
            throw Refusals.ofNull("java.util.Optional");
        }
        Optional<?> optional = (Optional<?>) value;
        if (optional.isPresent()) {
            out.writeByte(1);
            VALUE.write(optional.get(), out);
        } else {
            out.writeByte(0);
        }
    }

    @Override
    public Object read(ByteInput in) {
        return in.readBoolean() ? Collections.present(VALUE.read(in)) : Optional.empty();
    }

    @Override
    public Object copy(Object value) {
        if (value == null || VALUE.immutable()) {
            return value;
        }
        Optional<?> optional = (Optional<?>) value;
        return optional.isPresent() ? Optional.of(VALUE.copy(optional.get())) : optional;
    }

    @Override
    public boolean immutable() {
        return VALUE.immutable();
    }

    @Override
    public boolean usesFallback() {
        return VALUE.usesFallback();
    }

    @Override
    public CodecSchema schema(Set<Codec<?>> open) {
        return CodecSchema.of(CodecSchema.OPTIONAL, VALUE.schema(open));
    }

    @Override
    public ValueReader<?> readerOf(CodecSchema written, Evolution evolution) {
        return Collections.optionalReader(this, VALUE, written, evolution);
    }
}
