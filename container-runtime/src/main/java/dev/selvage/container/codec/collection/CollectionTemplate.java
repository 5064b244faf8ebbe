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
import java.util.Collection;
import java.util.Set;

/** Template: how many elements, then these. */
final class CollectionTemplate extends Codec<Object> {
    @SuppressWarnings("unchecked") // Whoever makes a copy hands in a codec.
    private static final Codec<Object> ELEMENT = Constants.at(MethodHandles.lookup(), 0, Codec.class);

    private static final CollectionShape SHAPE = Constants.at(MethodHandles.lookup(), 1, CollectionShape.class);

    @Override
    public void write(Object value, ByteOutput out) {
        Collection<?> elements = SHAPE.checked(value);
        int size = elements.size();
        out.writeVarInt(size);
        int written = 0;
        try {
            for (Object element : elements) {
                if (element == null && !SHAPE.takesNull()) {
                    throw SHAPE.nullRefused();
                }
                ELEMENT.write(element, out);
                written++;
            }
        } catch (UnserializableException e) {
            throw e.within(SHAPE.declared(), "[" + written + "]");
        } catch (ClassCastException e) {
            throw UnserializableException.ofOtherClass(value, e).within(SHAPE.declared(), "[" + written + "]");
        }
        if (written != size) {
            throw SHAPE.changedMeanwhile(value);
        }
    }

    @Override
    public Object read(ByteInput in) {
        return Collections.read(in, SHAPE, ELEMENT);
    }

    @Override
    public Object copy(Object value) {
        if (value == null) {
            return nothing();
        }
        Collection<?> elements = SHAPE.checked(value);
        Collection<Object> copy = SHAPE.make(elements.size());
        for (Object element : elements) {
            copy.add(ELEMENT.copy(element));
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
        return CodecSchema.of(SHAPE.schemaKind(), ELEMENT.schema(open));
    }

    @Override
    public ValueReader<?> readerOf(CodecSchema written, Evolution evolution) {
        return Collections.collectionReader(this, SHAPE, ELEMENT, written, evolution);
    }
}
