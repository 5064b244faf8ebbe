package dev.selvage.container.codec.collection;

import dev.selvage.container.code.Template;
import dev.selvage.container.codec.ByteInput;
import dev.selvage.container.codec.Codec;
import dev.selvage.container.codec.CodecSchema;
import dev.selvage.container.codec.CorruptDataException;
import dev.selvage.container.codec.Evolution;
import dev.selvage.container.codec.ValueReader;
import dev.selvage.container.codec.compound.Constants;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes codecs of things that hold others, and readers of what was written with other elements. */
public final class Collections {
    private static final MethodHandles.Lookup HERE = MethodHandles.lookup();
    private static final Template<Codec<Object>> COLLECTION = Template.of(HERE, CollectionTemplate.class);
    private static final Template<Codec<Object>> MAP = Template.of(HERE, MapTemplate.class);
    private static final Template<Codec<Object>> ARRAY = Template.of(HERE, ArrayTemplate.class);
    private static final Template<Codec<Object>> OPTIONAL = Template.of(HERE, OptionalTemplate.class);

    private Collections() {}

    /** A codec of collections; that of elements takes null. */
    public static Codec<?> collection(CollectionShape shape, Codec<?> element) {
        return COLLECTION.copyWith(element, shape).make();
    }

    /** A codec of maps; those of keys and values take null. */
    public static Codec<?> map(MapShape shape, Codec<?> key, Codec<?> value) {
        return MAP.copyWith(key, value, shape).make();
    }

    /** A codec of arrays of objects; that of elements takes null. */
    public static Codec<?> array(Class<?> component, Codec<?> element) {
        return ARRAY.copyWith(element, component).make();
    }

    /** A codec of optional values. */
    public static Codec<?> optional(Codec<?> value) {
        return OPTIONAL.copyWith(value).make();
    }

    static Object read(ByteInput in, CollectionShape shape, ValueReader<?> element) {
        int count = in.readCount(1);
        Collection<Object> elements = shape.make(count);
        try {
            for (int i = 0; i < count; i++) {
                elements.add(element.read(in));
            }
        } catch (RuntimeException refused) {
            // Sets call the elements' methods, which may not expect what broken bytes made of them.
            throw Constants.unreadable(refused, shape.declared().getName());
        }
        return elements;
    }

    static Object readMap(ByteInput in, MapShape shape, ValueReader<?> key, ValueReader<?> value) {
        int count = in.readCount(1);
        Map<Object, Object> map = shape.make(count);
        try {
            for (int i = 0; i < count; i++) {
                map.put(key.read(in), value.read(in));
            }
        } catch (RuntimeException refused) {
            throw Constants.unreadable(refused, shape.declared().getName());
        }
        return map;
    }

    static Object readArray(ByteInput in, Class<?> component, ValueReader<?> element) {
        int count = in.readCount(1);
        Object[] elements = (Object[]) Array.newInstance(component, count);
        for (int i = 0; i < count; i++) {
            elements[i] = element.read(in);
        }
        return elements;
    }

    /** A value that an optional says it has. */
    static Optional<Object> present(@Nullable Object value) {
        if (value == null) {
            throw new CorruptDataException("Wanted a value of an Optional that is said to have one, found null:"
                    + " the data was written in another format than it is read in.");
        }
        return Optional.of(value);
    }

    static ValueReader<?> collectionReader(
            Codec<?> codec, CollectionShape shape, Codec<?> element, CodecSchema written, Evolution evolution) {
        if (!written.is(shape.schemaKind())) {
            throw Evolution.changed(written, codec);
        }
        ValueReader<?> reader = evolution.reader(element, written.part(0));
        return in -> read(in, shape, reader);
    }

    static ValueReader<?> mapReader(
            Codec<?> codec, MapShape shape, Codec<?> key, Codec<?> value, CodecSchema written, Evolution evolution) {
        if (!written.is(CodecSchema.MAP)) {
            throw Evolution.changed(written, codec);
        }
        ValueReader<?> keys = evolution.reader(key, written.part(0));
        ValueReader<?> values = evolution.reader(value, written.part(1));
        return in -> readMap(in, shape, keys, values);
    }

    static ValueReader<?> arrayReader(
            Codec<?> codec, Class<?> component, Codec<?> element, CodecSchema written, Evolution evolution) {
        if (!written.is(CodecSchema.ARRAY)) {
            throw Evolution.changed(written, codec);
        }
        ValueReader<?> reader = evolution.reader(element, written.part(0));
        return in -> readArray(in, component, reader);
    }

    static ValueReader<?> optionalReader(Codec<?> codec, Codec<?> value, CodecSchema written, Evolution evolution) {
        if (!written.is(CodecSchema.OPTIONAL)) {
            throw Evolution.changed(written, codec);
        }
        ValueReader<?> reader = evolution.reader(value, written.part(0));
        return in -> in.readBoolean() ? present(reader.read(in)) : Optional.empty();
    }
}
