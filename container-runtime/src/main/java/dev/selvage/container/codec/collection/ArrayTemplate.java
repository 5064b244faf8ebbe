package dev.selvage.container.codec.collection;

import dev.selvage.container.codec.ByteInput;
import dev.selvage.container.codec.ByteOutput;
import dev.selvage.container.codec.Codec;
import dev.selvage.container.codec.CodecSchema;
import dev.selvage.container.codec.Evolution;
import dev.selvage.container.codec.UnserializableException;
import dev.selvage.container.codec.ValueReader;
import dev.selvage.container.codec.compound.Constants;
import dev.selvage.container.codec.compound.Refusals;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Array;
import java.util.Set;

/** Template: the length of an array of objects, then its elements. */
final class ArrayTemplate extends Codec<Object> {
    @SuppressWarnings("unchecked") // Whoever makes a copy hands in a codec.
    private static final Codec<Object> ELEMENT = Constants.at(MethodHandles.lookup(), 0, Codec.class);

    private static final Class<?> COMPONENT = Constants.at(MethodHandles.lookup(), 1, Class.class);

    @Override
    public void write(Object value, ByteOutput out) {
        if (value == null) {
            throw Refusals.ofNull(COMPONENT.getTypeName() + "[]");
        }
        Object[] elements = (Object[]) value;
        out.writeVarInt(elements.length);
        int written = 0;
        try {
            for (Object element : elements) {
                ELEMENT.write(element, out);
                written++;
            }
        } catch (UnserializableException e) {
            throw e.within(elements.getClass(), "[" + written + "]");
        } catch (ClassCastException e) {
            throw UnserializableException.ofOtherClass(elements[written], e)
                    .within(elements.getClass(), "[" + written + "]");
        }
    }

    @Override
    public Object read(ByteInput in) {
        return Collections.readArray(in, COMPONENT, ELEMENT);
    }

    @Override
    public Object copy(Object value) {
        if (value == null) {
            return nothing();
        }
        Object[] elements = (Object[]) value;
        Object[] copy = (Object[]) Array.newInstance(COMPONENT, elements.length);
        for (int i = 0; i < copy.length; i++) {
            copy[i] = ELEMENT.copy(elements[i]);
        }
        return copy;
    }

    @Override
    public boolean immutable() {
        return false;
    }

    @Override
    public boolean usesFallback() {
        return ELEMENT.usesFallback();
    }

    @Override
    public CodecSchema schema(Set<Codec<?>> open) {
        return CodecSchema.of(CodecSchema.ARRAY, ELEMENT.schema(open));
    }

    @Override
    public ValueReader<?> readerOf(CodecSchema written, Evolution evolution) {
        return Collections.arrayReader(this, COMPONENT, ELEMENT, written, evolution);
    }
}
