package dev.selvage.container.codec.compound;

import dev.selvage.container.codec.ByteInput;
import dev.selvage.container.codec.ByteOutput;
import dev.selvage.container.codec.Codec;
import dev.selvage.container.codec.FlatCodec;
import dev.selvage.container.codec.UnserializableException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A field of a class: how it is read off an object, how it is set, and what its bytes look like.
 *
 * @param holder the class
 * @param getter from the holder to the field's type
 * @param setter from the holder and a value to nothing; absent for records, which are made at once
 * @param codec of the field's type; of the box, if that is primitive
 */
public record Part(
        Class<?> holder,
        String name,
        MethodHandle getter,
        @Nullable MethodHandle setter,
        Codec<?> codec) {

    private static final MethodHandles.Lookup HERE = MethodHandles.lookup();
    private static final MethodHandle READ =
            Handles.virtual(HERE, Codec.class, "read", MethodType.methodType(Object.class, ByteInput.class));
    private static final MethodHandle COPY =
            Handles.virtual(HERE, Codec.class, "copy", MethodType.methodType(Object.class, Object.class));
    private static final MethodHandle WRITE = Handles.statically(
            HERE,
            Part.class,
            "write",
            MethodType.methodType(void.class, Codec.class, Class.class, String.class, Object.class, ByteOutput.class));
    private static final MethodHandle PUT = Handles.statically(
            HERE,
            Part.class,
            "put",
            MethodType.methodType(
                    void.class,
                    FlatCodec.class,
                    Class.class,
                    String.class,
                    Object.class,
                    byte[].class,
                    int.class,
                    int.class));
    private static final MethodHandle GET = Handles.statically(
            HERE,
            Part.class,
            "get",
            MethodType.methodType(Object.class, FlatCodec.class, byte[].class, int.class, int.class));

    Class<?> type() {
        return getter.type().returnType();
    }

    /** The setter, which is there unless this is a record's. */
    MethodHandle setterHandle() {
        if (setter == null) {
            throw new IllegalStateException(holder + " has no setter for " + name + ".");
        }
        return setter;
    }

    /** From the holder and an output to nothing. */
    MethodHandle write() {
        MethodHandle write;
        if (type().isPrimitive()) {
            write = primitive("write", MethodType.methodType(void.class, type(), ByteOutput.class));
        } else {
            write = MethodHandles.insertArguments(WRITE, 0, codec, holder, name);
        }
        return MethodHandles.filterArguments(write.asType(write.type().changeParameterType(0, type())), 0, getter);
    }

    /** From an input to the field's value. */
    MethodHandle read() {
        if (type().isPrimitive()) {
            return primitive("read", MethodType.methodType(type(), ByteInput.class));
        }
        return READ.bindTo(codec).asType(MethodType.methodType(type(), ByteInput.class));
    }

    /** From the holder, bytes, and where the holder lies in them, to nothing; the field lies {@code offset} behind that. */
    MethodHandle put(int offset) {
        MethodHandle put = type().isPrimitive()
                ? primitive("put", MethodType.methodType(void.class, type(), byte[].class, int.class, int.class))
                : MethodHandles.insertArguments(PUT, 0, codec, holder, name);
        MethodHandle atOffset = MethodHandles.insertArguments(put, 3, offset);
        return MethodHandles.filterArguments(
                atOffset.asType(atOffset.type().changeParameterType(0, type())), 0, getter);
    }

    /** From bytes, and where the holder lies in them, to the field's value. */
    MethodHandle get(int offset) {
        MethodHandle get = type().isPrimitive()
                ? primitive("get", MethodType.methodType(type(), byte[].class, int.class, int.class))
                : GET.bindTo(codec);
        return MethodHandles.insertArguments(get, 2, offset)
                .asType(MethodType.methodType(type(), byte[].class, int.class));
    }

    /** From the holder to a value that a copy of the holder may have. */
    MethodHandle copy() {
        if (codec.immutable()) {
            return getter;
        }
        return MethodHandles.filterReturnValue(
                getter, COPY.bindTo(codec).asType(MethodType.methodType(type(), type())));
    }

    private MethodHandle primitive(String step, MethodType type) {
        String name = type().getName();
        String capital = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        return Handles.statically(HERE, PrimitiveSteps.class, step + capital, type);
    }

    static void write(Codec<Object> codec, Class<?> holder, String field, Object value, ByteOutput out) {
        try {
            codec.write(value, out);
        } catch (UnserializableException e) {
            throw e.within(holder, field);
        } catch (ClassCastException e) {
            throw UnserializableException.ofOtherClass(value, e).within(holder, field);
        }
    }

    static void put(
            FlatCodec<Object> codec, Class<?> holder, String name, Object value, byte[] bytes, int record, int field) {
        try {
            codec.put(value, bytes, record + field);
        } catch (UnserializableException e) {
            throw e.within(holder, name);
        } catch (ClassCastException e) {
            throw UnserializableException.ofOtherClass(value, e).within(holder, name);
        }
    }

    static Object get(FlatCodec<Object> codec, byte[] bytes, int record, int field) {
        return codec.get(bytes, record + field);
    }
}
