package dev.selvage.container.codec.value;

import dev.selvage.container.codec.Codec;
import dev.selvage.container.codec.CodecSchema;
import dev.selvage.container.codec.CorruptDataException;
import dev.selvage.container.codec.Evolution;
import dev.selvage.container.codec.FlatCodec;
import dev.selvage.container.codec.IncompatibleSchemaException;
import dev.selvage.container.codec.LittleEndian;
import dev.selvage.container.codec.ValueReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A constant of an enum, or null, as its place in the schema, which names the constants: whoever reads with the names of
 * another time finds a constant by its name, wherever it stands by then.
 *
 * @param <E> the enum
 */
@SuppressWarnings("NullAway") // Null in, null out.
public final class EnumCodec<E extends Enum<E>> extends FlatCodec<E> {
    private final String type;
    private final E[] constants;
    private final CodecSchema schema;
    private final int width;

    public EnumCodec(Class<E> type) {
        this.type = type.getTypeName();
        this.constants = type.getEnumConstants();
        List<CodecSchema.Part> names = new ArrayList<>();
        for (E constant : constants) {
            names.add(new CodecSchema.Part("", new CodecSchema(constant.name(), "", List.of())));
        }
        schema = new CodecSchema(CodecSchema.ENUM, type.getName(), names);
        width = schema.enumWidth();
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    @SuppressWarnings("EnumOrdinal") // The schema says which names the numbers stand for.
    public void put(E value, byte[] bytes, int offset) {
        int place = value == null ? 0 : value.ordinal() + 1;
        if (width == 1) {
            bytes[offset] = (byte) place;
        } else {
            LittleEndian.putShort(bytes, offset, (short) place);
        }
    }

    @Override
    public E get(byte[] bytes, int offset) {
        return constant(place(bytes, offset, width), constants);
    }

    private static int place(byte[] bytes, int offset, int width) {
        return width == 1 ? Byte.toUnsignedInt(bytes[offset]) : LittleEndian.getChar(bytes, offset);
    }

    private @Nullable E constant(int place, E[] from) {
        if (place > from.length) {
            throw new CorruptDataException("Wanted one of " + from.length + " constants of " + type + ", found number "
                    + (place - 1) + ": the data was written in another format than it is read in.");
        }
        return place == 0 ? null : from[place - 1];
    }

    @Override
    public ValueReader<E> readerOf(CodecSchema written, Evolution evolution) {
        if (!written.is(CodecSchema.ENUM) || !written.name().equals(schema.name())) {
            throw Evolution.changed(written, this);
        }
        Map<String, E> byName = new HashMap<>();
        for (E constant : constants) {
            byName.put(constant.name(), constant);
        }
        E[] asWritten = Arrays.copyOf(constants, written.parts().size());
        for (int i = 0; i < asWritten.length; i++) {
            String name = written.part(i).kind();
            asWritten[i] = byName.get(name);
            if (asWritten[i] == null) {
                throw new IncompatibleSchemaException("the enum " + type + " had a constant " + name
                        + ", which values may still have, and has it no more. Add it again.");
            }
        }
        int writtenWidth = written.enumWidth();
        return in -> constant(place(in.bytes, in.take(writtenWidth), writtenWidth), asWritten);
    }

    @Override
    public E copy(E value) {
        return value;
    }

    @Override
    public boolean immutable() {
        return true;
    }

    @Override
    public boolean takesNull() {
        return true;
    }

    @Override
    public CodecSchema schema(Set<Codec<?>> open) {
        return schema;
    }
}
