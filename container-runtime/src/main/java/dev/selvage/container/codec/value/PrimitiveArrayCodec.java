package dev.selvage.container.codec.value;

import dev.selvage.container.codec.ByteInput;
import dev.selvage.container.codec.ByteOutput;
import dev.selvage.container.codec.Codec;
import dev.selvage.container.codec.CodecSchema;
import dev.selvage.container.codec.UnserializableException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/**
 * An array of a primitive type, as its length and the elements.
 *
 * @param <A> the array's type
 */
public final class PrimitiveArrayCodec<A> extends Codec<A> {
    private final CodecSchema schema;
    private final int width;
    private final ToIntFunction<A> length;
    private final IntFunction<A> make;
    private final UnaryOperator<A> copy;
    private final BiConsumer<A, ByteBuffer> write;
    private final BiConsumer<A, ByteBuffer> read;

    private PrimitiveArrayCodec(
            CodecSchema element,
            ToIntFunction<A> length,
            IntFunction<A> make,
            UnaryOperator<A> copy,
            BiConsumer<A, ByteBuffer> write,
            BiConsumer<A, ByteBuffer> read) {
        this.schema = CodecSchema.of(CodecSchema.ARRAY, element);
        this.width = element.width().orElseThrow();
        this.length = length;
        this.make = make;
        this.copy = copy;
        this.write = write;
        this.read = read;
    }

    /** One for each primitive type, by the array's class. */
    public static Map<Class<?>, Codec<?>> all() {
        Map<Class<?>, Codec<?>> all = new HashMap<>();
        all.put(
                boolean[].class,
                new PrimitiveArrayCodec<boolean[]>(
                        CodecSchema.fixed("boolean", 1),
                        a -> a.length,
                        boolean[]::new,
                        boolean[]::clone,
                        PrimitiveArrayCodec::write,
                        PrimitiveArrayCodec::read));
        all.put(
                byte[].class,
                new PrimitiveArrayCodec<byte[]>(
                        CodecSchema.fixed("byte", 1),
                        a -> a.length,
                        byte[]::new,
                        byte[]::clone,
                        (a, b) -> b.put(a),
                        (a, b) -> b.get(a)));
        all.put(
                short[].class,
                new PrimitiveArrayCodec<short[]>(
                        CodecSchema.fixed("short", 2),
                        a -> a.length,
                        short[]::new,
                        short[]::clone,
                        (a, b) -> b.asShortBuffer().put(a),
                        (a, b) -> b.asShortBuffer().get(a)));
        all.put(
                char[].class,
                new PrimitiveArrayCodec<char[]>(
                        CodecSchema.fixed("char", 2),
                        a -> a.length,
                        char[]::new,
                        char[]::clone,
                        (a, b) -> b.asCharBuffer().put(a),
                        (a, b) -> b.asCharBuffer().get(a)));
        all.put(
                int[].class,
                new PrimitiveArrayCodec<int[]>(
                        CodecSchema.fixed("int", 4),
                        a -> a.length,
                        int[]::new,
                        int[]::clone,
                        (a, b) -> b.asIntBuffer().put(a),
                        (a, b) -> b.asIntBuffer().get(a)));
        all.put(
                long[].class,
                new PrimitiveArrayCodec<long[]>(
                        CodecSchema.fixed("long", 8),
                        a -> a.length,
                        long[]::new,
                        long[]::clone,
                        (a, b) -> b.asLongBuffer().put(a),
                        (a, b) -> b.asLongBuffer().get(a)));
        addFloating(all);
        return all;
    }

    private static void addFloating(Map<Class<?>, Codec<?>> all) {
        all.put(
                float[].class,
                new PrimitiveArrayCodec<float[]>(
                        CodecSchema.fixed("float", 4),
                        a -> a.length,
                        float[]::new,
                        float[]::clone,
                        (a, b) -> b.asFloatBuffer().put(a),
                        (a, b) -> b.asFloatBuffer().get(a)));
        all.put(
                double[].class,
                new PrimitiveArrayCodec<double[]>(
                        CodecSchema.fixed("double", 8),
                        a -> a.length,
                        double[]::new,
                        double[]::clone,
                        (a, b) -> b.asDoubleBuffer().put(a),
                        (a, b) -> b.asDoubleBuffer().get(a)));
    }

    @Override
    public void write(A value, ByteOutput out) {
        if (value == null) {
            throw UnserializableException.ofNull(schema.shortly());
        }
        int count = length.applyAsInt(value);
        out.writeVarInt(count);
        int bytes = (int) Math.min(Integer.MAX_VALUE, (long) count * width);
        int at = out.reserve(bytes);
        write.accept(value, ByteBuffer.wrap(out.bytes, at, bytes).order(ByteOrder.LITTLE_ENDIAN));
    }

    @Override
    public A read(ByteInput in) {
        int count = in.readCount(width);
        int at = in.take(count * width);
        A array = make.apply(count);
        read.accept(array, ByteBuffer.wrap(in.bytes, at, count * width).order(ByteOrder.LITTLE_ENDIAN));
        return array;
    }

    @Override
    public A copy(A value) {
        return copy.apply(value);
    }

    @Override
    public boolean immutable() {
        return false;
    }

    @Override
    public CodecSchema schema(Set<Codec<?>> open) {
        return schema;
    }

    private static void write(boolean[] array, ByteBuffer out) {
        for (boolean element : array) {
            out.put((byte) (element ? 1 : 0));
        }
    }

    private static void read(boolean[] array, ByteBuffer in) {
        for (int i = 0; i < array.length; i++) {
            array[i] = in.get() != 0;
        }
    }
}
