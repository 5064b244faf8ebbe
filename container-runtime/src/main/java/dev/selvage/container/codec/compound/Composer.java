package dev.selvage.container.codec.compound;

import dev.selvage.container.code.Template;
import dev.selvage.container.codec.ByteInput;
import dev.selvage.container.codec.ByteOutput;
import dev.selvage.container.codec.Codec;
import dev.selvage.container.codec.FlatCodec;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** Makes codecs of records and of classes with fields that can be set; each call makes classes of its own. */
public final class Composer {
    private static final MethodHandles.Lookup HERE = MethodHandles.lookup();
    private static final Template<Codec<Object>> COMPOSED = Template.of(HERE, ComposedTemplate.class);
    private static final Template<FlatCodec<Object>> FLAT = Template.of(HERE, FlatTemplate.class);
    private static final Template<Codec<Object>> NULLABLE = Template.of(HERE, NullableTemplate.class);
    private static final Template<FlatCodec<Object>> FLAT_NULLABLE = Template.of(HERE, FlatNullableTemplate.class);

    private static final Template<Codec<Object>> CHOICE = Template.of(HERE, ChoiceTemplate.class);

    private static final MethodHandle CHECKED = Handles.statically(
            HERE, Composer.class, "checked", MethodType.methodType(Object.class, Class.class, Object.class));

    private static final MethodType WRITE = MethodType.methodType(void.class, Object.class, ByteOutput.class);
    private static final MethodType READ = MethodType.methodType(Object.class, ByteInput.class);
    private static final MethodType PUT = MethodType.methodType(void.class, Object.class, byte[].class, int.class);
    private static final MethodType GET = MethodType.methodType(Object.class, byte[].class, int.class);
    private static final MethodType COPY = MethodType.methodType(Object.class, Object.class);

    private static final List<Class<?>> INPUT = List.of(ByteInput.class);
    private static final List<Class<?>> PLACE = List.of(byte[].class, int.class);

    private Composer() {}

    /** The codec that also takes null: the same, if it does so already. */
    public static Codec<?> nullable(Codec<?> codec) {
        if (codec.takesNull()) {
            return codec;
        }
        return codec instanceof FlatCodec
                ? FLAT_NULLABLE.copyWith(codec).make()
                : NULLABLE.copyWith(codec).make();
    }

    /** A codec of a class with fields. */
    public static Codec<?> structure(Structure structure) {
        return structure.isRecord() ? record(structure) : filled(structure);
    }

    /** A codec of a sealed type. */
    public static Codec<?> choice(Choice choice) {
        return CHOICE.copyWith(choice).make();
    }

    /** A codec of records, made by a constructor that takes all parts in order. */
    private static Codec<?> record(Structure structure) {
        Class<?> type = structure.type();
        MethodHandle constructor = structure.constructor();
        List<Part> parts = structure.parts();
        List<MethodHandle> copies = parts.stream().map(Part::copy).toList();
        // Each copy takes the old record, so the sources' one parameter is the record's class.
        MethodHandle copy = Sequences.construct(constructor, copies, List.of(type));
        if (flat(parts)) {
            List<MethodHandle> gets = new ArrayList<>();
            int width = 0;
            for (Part part : parts) {
                gets.add(part.get(width));
                width += widthOf(part);
            }
            MethodHandle get = Sequences.construct(constructor, gets, PLACE);
            return flat(structure, puts(type, parts), get, copy, width);
        }
        List<MethodHandle> reads = parts.stream().map(Part::read).toList();
        MethodHandle read = Sequences.construct(constructor, reads, INPUT);
        return composed(structure, writes(type, parts), read, copy);
    }

    /** A codec of objects that are made empty and then filled through the parts' setters. */
    private static Codec<?> filled(Structure structure) {
        Class<?> type = structure.type();
        MethodHandle constructor = structure.constructor();
        List<Part> parts = structure.parts();
        List<MethodHandle> copies = parts.stream()
                .map(part -> MethodHandles.collectArguments(part.setterHandle(), 1, part.copy()))
                .toList();
        MethodHandle copyAll = Sequences.inOrder(MethodType.methodType(void.class, type, type), copies);
        MethodHandle copy = exact(type, Sequences.fill(constructor, copyAll, List.of(type)), 0);
        if (flat(parts)) {
            List<MethodHandle> gets = new ArrayList<>();
            int width = 0;
            for (Part part : parts) {
                gets.add(MethodHandles.collectArguments(part.setterHandle(), 1, part.get(width)));
                width += widthOf(part);
            }
            MethodHandle getAll =
                    Sequences.inOrder(MethodType.methodType(void.class, type, byte[].class, int.class), gets);
            MethodHandle get = Sequences.fill(constructor, getAll, PLACE);
            return flat(structure, exact(type, puts(type, parts), 0), get, copy, width);
        }
        List<MethodHandle> reads = parts.stream()
                .map(part -> MethodHandles.collectArguments(part.setterHandle(), 1, part.read()))
                .toList();
        MethodHandle readAll = Sequences.inOrder(MethodType.methodType(void.class, type, ByteInput.class), reads);
        MethodHandle read = Sequences.fill(constructor, readAll, INPUT);
        return composed(structure, exact(type, writes(type, parts), 0), read, copy);
    }

    private static MethodHandle writes(Class<?> type, List<Part> parts) {
        return Sequences.inOrder(
                MethodType.methodType(void.class, type, ByteOutput.class),
                parts.stream().map(Part::write).toList());
    }

    private static MethodHandle puts(Class<?> type, List<Part> parts) {
        List<MethodHandle> puts = new ArrayList<>();
        int offset = 0;
        for (Part part : parts) {
            puts.add(part.put(offset));
            offset += widthOf(part);
        }
        return Sequences.inOrder(MethodType.methodType(void.class, type, byte[].class, int.class), puts);
    }

    /** The handle, which is called only if its first argument is of this very class: fields of a subclass would be lost. */
    private static MethodHandle exact(Class<?> type, MethodHandle handle, int argument) {
        if (Modifier.isFinal(type.getModifiers())) {
            return handle;
        }
        MethodHandle check = MethodHandles.insertArguments(CHECKED, 0, type).asType(MethodType.methodType(type, type));
        return MethodHandles.filterArguments(handle, argument, check);
    }

    private static boolean flat(List<Part> parts) {
        return parts.stream().allMatch(part -> part.codec() instanceof FlatCodec);
    }

    private static int widthOf(Part part) {
        return ((FlatCodec<?>) part.codec()).width();
    }

    private static Codec<?> flat(
            Structure structure, MethodHandle put, MethodHandle get, MethodHandle copy, int width) {
        return FLAT.copyWith(put.asType(PUT), get.asType(GET), copy.asType(COPY), width)
                .make(structure);
    }

    private static Codec<?> composed(Structure structure, MethodHandle write, MethodHandle read, MethodHandle copy) {
        return COMPOSED.copyWith(write.asType(WRITE), read.asType(READ), copy.asType(COPY))
                .make(structure);
    }

    static Object checked(Class<?> declared, Object value) {
        if (value.getClass() != declared) {
            throw Refusals.ofSubclass(value.getClass(), declared);
        }
        return value;
    }
}
