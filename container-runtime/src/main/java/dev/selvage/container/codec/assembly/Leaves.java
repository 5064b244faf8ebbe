package dev.selvage.container.codec.assembly;

import dev.selvage.container.codec.Codec;
import dev.selvage.container.codec.value.BoxCodecs;
import dev.selvage.container.codec.value.NumberCodecs;
import dev.selvage.container.codec.value.PrimitiveArrayCodec;
import dev.selvage.container.codec.value.StringCodec;
import dev.selvage.container.codec.value.TimeCodecs;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The codecs of classes that are the same for every user. */
final class Leaves {
    private static final Map<Class<?>, Codec<?>> CODECS = new HashMap<>();

    static {
        both(boolean.class, Boolean.class, new BoxCodecs.OfBoolean());
        both(byte.class, Byte.class, new BoxCodecs.OfByte());
        both(short.class, Short.class, new BoxCodecs.OfShort());
        both(char.class, Character.class, new BoxCodecs.OfChar());
        both(int.class, Integer.class, new BoxCodecs.OfInt());
        both(long.class, Long.class, new BoxCodecs.OfLong());
        both(float.class, Float.class, new BoxCodecs.OfFloat());
        both(double.class, Double.class, new BoxCodecs.OfDouble());
        add(String.class, new StringCodec());
        CODECS.putAll(TimeCodecs.all());
        CODECS.putAll(NumberCodecs.all());
        CODECS.putAll(PrimitiveArrayCodec.all());
    }

    private Leaves() {}

    static Optional<Codec<?>> of(Class<?> type) {
        return Optional.ofNullable(CODECS.get(type));
    }

    private static <T> void both(Class<T> primitive, Class<T> box, Codec<T> codec) {
        add(primitive, codec);
        add(box, codec);
    }

    private static <T> void add(Class<T> type, Codec<T> codec) {
        CODECS.put(type, codec);
    }
}
