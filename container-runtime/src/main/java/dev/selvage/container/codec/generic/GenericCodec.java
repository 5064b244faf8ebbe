package dev.selvage.container.codec.generic;

import dev.selvage.container.codec.ByteInput;
import dev.selvage.container.codec.ByteOutput;
import dev.selvage.container.codec.Codec;
import dev.selvage.container.codec.CodecSchema;
import dev.selvage.container.codec.CorruptDataException;
import dev.selvage.container.codec.Evolution;
import dev.selvage.container.codec.UnserializableException;
import dev.selvage.container.codec.ValueReader;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * Values of a type that tells too little to write a codec for it, or null. A checksum stands before them, since what the
 * library makes of broken bytes is anybody's guess: gigabytes, or an object of another class.
 */
@SuppressWarnings("NullAway") // Null in, null out.
public final class GenericCodec extends Codec<Object> {
    private final Class<?> type;
    private final GenericLibrary library;

    public GenericCodec(Class<?> type, GenericLibrary library) {
        this.type = type;
        this.library = library;
    }

    @Override
    public void write(Object value, ByteOutput out) {
        GenericLibrary.Worker worker = library.take();
        try {
            worker.output.reset();
            worker.kryo.writeClassAndObject(worker.output, value);
            byte[] bytes = worker.output.getBuffer();
            int count = worker.output.position();
            out.writeVarInt(count);
            out.writeInt(checksum(bytes, 0, count));
            out.writeBytes(bytes, 0, count);
            library.giveBack(worker);
        } catch (UnserializableException e) {
            throw e;
        } catch (StackOverflowError tooDeep) {
            throw new UnserializableException(
                    value.getClass(), "too many values lie inside each other: keep them in a list.", tooDeep);
        } catch (RuntimeException refused) {
            throw new UnserializableException(
                    value.getClass(),
                    "it is neither a record nor a class with an empty constructor, and the library for all other"
                            + " classes refused it: " + onOneLine(refused),
                    refused);
        }
    }

    @Override
    public Object read(ByteInput in) {
        int count = in.readCount(1);
        int checksum = in.readInt();
        int at = in.take(count);
        if (checksum(in.bytes, at, count) != checksum) {
            throw new CorruptDataException("Wanted " + count + " bytes of a value of " + type.getTypeName()
                    + " at position " + at + ", found others than were written: their checksum differs.");
        }
        Object value = read(in.bytes, at, count);
        if (value != null && !type.isInstance(value)) {
            throw new CorruptDataException("Wanted a value of " + type.getTypeName() + " at position " + at
                    + ", found one of " + value.getClass().getTypeName() + ".");
        }
        return value;
    }

    private Object read(byte[] bytes, int at, int count) {
        GenericLibrary.Worker worker = library.take();
        try {
            worker.input.setBuffer(bytes, at, count);
            Object value = worker.kryo.readClassAndObject(worker.input);
            library.giveBack(worker);
            return value;
        } catch (RuntimeException refused) {
            throw new CorruptDataException(
                    "Wanted a value of " + type.getTypeName() + " at position " + at
                            + ", found one that cannot be made any more, since a class changed or is gone: "
                            + onOneLine(refused),
                    refused);
        }
    }

    private static String onOneLine(RuntimeException refused) {
        return String.valueOf(refused.getMessage()).replace('\n', ' ');
    }

    private static int checksum(byte[] bytes, int at, int count) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, at, count);
        return (int) checksum.getValue();
    }

    /** What is handed on is what would arrive elsewhere. */
    @Override
    public Object copy(Object value) {
        if (value == null) {
            return null;
        }
        ByteOutput out = new ByteOutput(64);
        write(value, out);
        return read(new ByteInput(out.bytes, 0, out.position));
    }

    @Override
    public boolean immutable() {
        return false;
    }

    @Override
    public boolean takesNull() {
        return true;
    }

    @Override
    public boolean usesFallback() {
        return true;
    }

    @Override
    public CodecSchema schema(Set<Codec<?>> open) {
        return new CodecSchema(CodecSchema.GENERIC, type.getName(), List.of());
    }

    /** The class is written with each value, so that the declared one may change. */
    @Override
    public ValueReader<Object> readerOf(CodecSchema written, Evolution evolution) {
        if (!written.is(CodecSchema.GENERIC)) {
            throw Evolution.changed(written, this);
        }
        return this;
    }
}
