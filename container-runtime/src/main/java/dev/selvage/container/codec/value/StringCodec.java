package dev.selvage.container.codec.value;

import dev.selvage.container.codec.ByteInput;
import dev.selvage.container.codec.ByteOutput;
import dev.selvage.container.codec.CodecSchema;

/** Texts and null, as {@link ByteOutput#writeString} lays them out. */
public final class StringCodec extends ImmutableCodec<String> {
    public StringCodec() {
        super(CodecSchema.varying("string", CodecSchema.TEXT));
    }

    @Override
    public void write(String value, ByteOutput out) {
        out.writeString(value);
    }

    @Override
    @SuppressWarnings("NullAway") // Null in, null out.
    public String read(ByteInput in) {
        return in.readString();
    }

    @Override
    public boolean takesNull() {
        return true;
    }
}
