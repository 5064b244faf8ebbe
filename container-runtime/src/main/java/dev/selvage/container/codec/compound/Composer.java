package dev.selvage.container.codec.compound;

import dev.selvage.container.code.Template;
import dev.selvage.container.codec.ByteInput;
import dev.selvage.container.codec.ByteOutput;
import dev.selvage.container.codec.Codec;
import dev.selvage.container.codec.FlatCodec;
import dev.selvage.container.codec.UnserializableException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Makes codecs of records and of classes with fields that can be set; each call makes classes of its own. */
public final class Composer {
    private static final MethodHandles.Lookup HERE = MethodHandles.lookup();
    private static final Template<Codec<Object>> COMPOSED = Template.of(HERE, ComposedTemplate.class);
    private static final Template<FlatCodec<Object>> FLAT = Template.of(HERE, FlatTemplate.class);
    private static final Template<Codec<Object>> NULLABLE = Template.of(HERE, NullableTemplate.class);
    private static final Template<FlatCodec<Object>> FLAT_NULLABLE = Template.of(HERE, FlatNullableTemplate.class);

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
                ? FLAT_NULLABLE.copyWith(codec).make(List.of())
                : NULLABLE.copyWith(codec).make(List.of());
    }

    /** A codec of records, made by a constructor that takes all parts in order. */
    public static Codec<?> record(Class<?> type, MethodHandle constructor, List<Part> parts) {
        String format = "record " + inBraces(type, parts);
        boolean immutable = parts.stream().allMatch(part -> part.codec().immutable());
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
            return flat(type, puts(type, parts), get, copy, width, format, immutable);
        }
        List<MethodHandle> reads = parts.stream().map(Part::read).toList();
        MethodHandle read = Sequences.construct(constructor, reads, INPUT);
        return composed(type, writes(type, parts), read, copy, format, immutable, usesFallback(parts));
    }

    /** A codec of objects that are made empty and then filled through the parts' setters. */
    public static Codec<?> filled(Class<?> type, MethodHandle constructor, List<Part> parts) {
        String format = "class " + inBraces(type, parts);
        List<MethodHandle> copies = parts.stream()
                .map(part -> MethodHandles.collectArguments(setter(part), 1, part.copy()))
                .toList();
        MethodHandle copyAll = Sequences.inOrder(MethodType.methodType(void.class, type, type), copies);
        MethodHandle copy = exact(type, Sequences.fill(constructor, copyAll, List.of(type)), 0);
        if (flat(parts)) {
            List<MethodHandle> gets = new ArrayList<>();
            int width = 0;
            for (Part part : parts) {
                gets.add(MethodHandles.collectArguments(setter(part), 1, part.get(width)));
                width += widthOf(part);
            }
            MethodHandle getAll =
                    Sequences.inOrder(MethodType.methodType(void.class, type, byte[].class, int.class), gets);
            MethodHandle get = Sequences.fill(constructor, getAll, PLACE);
            return flat(type, exact(type, puts(type, parts), 0), get, copy, width, format, false);
        }
        List<MethodHandle> reads = parts.stream()
                .map(part -> MethodHandles.collectArguments(setter(part), 1, part.read()))
                .toList();
        MethodHandle readAll = Sequences.inOrder(MethodType.methodType(void.class, type, ByteInput.class), reads);
        MethodHandle read = Sequences.fill(constructor, readAll, INPUT);
        return composed(type, exact(type, writes(type, parts), 0), read, copy, format, false, usesFallback(parts));
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

    private static MethodHandle setter(Part part) {
        MethodHandle setter = part.setter();
        if (setter == null) {
            throw new IllegalStateException(part.holder() + " has no setter for " + part.name() + ".");
        }
        return setter;
    }

    private static boolean flat(List<Part> parts) {
        return parts.stream().allMatch(part -> part.codec() instanceof FlatCodec);
    }

    private static int widthOf(Part part) {
        return ((FlatCodec<?>) part.codec()).width();
    }

    private static boolean usesFallback(List<Part> parts) {
        return parts.stream().anyMatch(part -> part.codec().usesFallback());
    }

    private static String inBraces(Class<?> type, List<Part> parts) {
        return parts.stream().map(Part::format).collect(Collectors.joining(", ", type.getName() + " {", "}"));
    }

    private static Codec<?> flat(
            Class<?> type,
            MethodHandle put,
            MethodHandle get,
            MethodHandle copy,
            int width,
            String format,
            boolean immutable) {
        return FLAT.copyWith(put.asType(PUT), get.asType(GET), copy.asType(COPY), width)
                .make(List.of(String.class, String.class, boolean.class), type.getTypeName(), format, immutable);
    }

    private static Codec<?> composed(
            Class<?> type,
            MethodHandle write,
            MethodHandle read,
            MethodHandle copy,
            String format,
            boolean immutable,
            boolean fallback) {
        return COMPOSED.copyWith(write.asType(WRITE), read.asType(READ), copy.asType(COPY))
                .make(
                        List.of(String.class, String.class, boolean.class, boolean.class),
                        type.getTypeName(),
                        format,
                        immutable,
                        fallback);
    }

    static Object checked(Class<?> declared, Object value) {
        if (value.getClass() != declared) {
            throw new UnserializableException(Refusals.ofSubclass(value.getClass(), declared));
        }
        return value;
    }
}
