package dev.selvage.container.codec.compound;

import dev.selvage.container.codec.ByteInput;
import dev.selvage.container.codec.Codec;
import dev.selvage.container.codec.CodecSchema;
import dev.selvage.container.codec.Evolution;
import dev.selvage.container.codec.Skip;
import dev.selvage.container.codec.ValueReader;
import org.jspecify.annotations.Nullable;

/** Reads a value that might be null when it was written, in whichever of the two ways; behind a null of one lie zeros. */
@SuppressWarnings("NullAway") // Null in, null out.
final class NullableReader implements ValueReader<Object> {
    private final ValueReader<?> reader;
    private final @Nullable Skip zeros;

    private NullableReader(ValueReader<?> reader, @Nullable Skip zeros) {
        this.reader = reader;
        this.zeros = zeros;
    }

    /** A reader for a place that takes null, which may have been one that did not. */
    static ValueReader<?> of(Codec<?> codec, CodecSchema written, Evolution evolution) {
        if (written.is(CodecSchema.NULLABLE)) {
            return new NullableReader(evolution.reader(codec, written.part(0)), null);
        }
        if (written.is(CodecSchema.PADDED)) {
            CodecSchema value = written.part(0);
            return new NullableReader(evolution.reader(codec, value), evolution.skip(value));
        }
        return evolution.reader(codec, written);
    }

    @Override
    public Object read(ByteInput in) {
        if (in.readBoolean()) {
            return reader.read(in);
        }
        if (zeros != null) {
            zeros.over(in);
        }
        return null;
    }
}
