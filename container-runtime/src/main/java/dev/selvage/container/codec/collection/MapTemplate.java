package dev.selvage.container.codec.collection;

import dev.selvage.container.codec.ByteInput;
import dev.selvage.container.codec.ByteOutput;
import dev.selvage.container.codec.Codec;
import dev.selvage.container.codec.CodecSchema;
import dev.selvage.container.codec.Evolution;
import dev.selvage.container.codec.UnserializableException;
import dev.selvage.container.codec.ValueReader;
import dev.selvage.container.codec.compound.Constants;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Set;

/** Template: how many entries, then a key and a value for each. */
final class MapTemplate extends Codec<Object> {
    @SuppressWarnings("unchecked") // Whoever makes a copy hands in a codec.
    private static final Codec<Object> KEY = Constants.at(MethodHandles.lookup(), 0, Codec.class);

    @SuppressWarnings("unchecked") // Whoever makes a copy hands in a codec.
    private static final Codec<Object> VALUE = Constants.at(MethodHandles.lookup(), 1, Codec.class);

    private static final MapShape SHAPE = Constants.at(MethodHandles.lookup(), 2, MapShape.class);

    @Override
    public void write(Object value, ByteOutput out) {
        Map<?, ?> map = SHAPE.checked(value);
        int size = map.size();
        out.writeVarInt(size);
        int written = 0;
        try {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                Object key = entry.getKey();
                SHAPE.checkEntry(key, entry.getValue());
                KEY.write(key, out);
                VALUE.write(entry.getValue(), out);
                written++;
            }
        } catch (UnserializableException e) {
            throw e.within(SHAPE.declared(), "[entry " + written + "]");
        } catch (ClassCastException e) {
            throw UnserializableException.ofOtherClass(value, e).within(SHAPE.declared(), "[entry " + written + "]");
        }
        if (written != size) {
            throw SHAPE.changedMeanwhile(value);
        }
    }

    @Override
    public Object read(ByteInput in) {
        return Collections.readMap(in, SHAPE, KEY, VALUE);
    }

    @Override
    public Object copy(Object value) {
        if (value == null) {
            return nothing();
        }
        Map<?, ?> map = SHAPE.checked(value);
        Map<Object, Object> copy = SHAPE.make(map.size());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            copy.put(KEY.copy(entry.getKey()), VALUE.copy(entry.getValue()));
        }
        return copy;
    }

    @Override
    public boolean immutable() {
        return false;
    }

    @Override
    public boolean usesFallback() {
        return KEY.usesFallback() || VALUE.usesFallback();
    }

    @Override
    public CodecSchema schema(Set<Codec<?>> open) {
        return CodecSchema.of(CodecSchema.MAP, KEY.schema(open), VALUE.schema(open));
    }

    @Override
    public ValueReader<?> readerOf(CodecSchema written, Evolution evolution) {
        return Collections.mapReader(this, SHAPE, KEY, VALUE, written, evolution);
    }
}
