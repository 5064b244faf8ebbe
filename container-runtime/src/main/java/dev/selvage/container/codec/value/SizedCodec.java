package dev.selvage.container.codec.value;

import dev.selvage.container.codec.ByteInput;
import dev.selvage.container.codec.ByteOutput;
import dev.selvage.container.codec.CodecSchema;
import dev.selvage.container.codec.CorruptDataException;
import dev.selvage.container.codec.UnserializableException;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.function.Function;

/**
 * A value of the JDK that never changes, written as the number of its bytes and these.
 *
 * @param <T> the type
 */
final class SizedCodec<T> extends ImmutableCodec<T> {
    private final String kind;
    private final Function<T, byte[]> toBytes;
    private final Function<byte[], T> fromBytes;

    SizedCodec(String kind, Function<T, byte[]> toBytes, Function<byte[], T> fromBytes) {
        super(CodecSchema.varying(kind, CodecSchema.BYTES));
        this.kind = kind;
        this.toBytes = toBytes;
        this.fromBytes = fromBytes;
    }

    @Override
    public void write(T value, ByteOutput out) {
        if (value == null) {
            throw UnserializableException.ofNull(kind);
        }
        byte[] bytes = toBytes.apply(value);
        out.writeVarInt(bytes.length);
        out.writeBytes(bytes, 0, bytes.length);
    }

    @Override
    public T read(ByteInput in) {
        int count = in.readCount(1);
        int at = in.take(count);
        try {
            return fromBytes.apply(Arrays.copyOfRange(in.bytes, at, at + count));
        } catch (NumberFormatException | DateTimeException | IndexOutOfBoundsException refused) {
            throw new CorruptDataException(
                    "Wanted a value of kind " + kind + " in " + count + " bytes at position " + at
                            + ", found other bytes: " + refused.getMessage() + ".",
                    refused);
        }
    }
}
