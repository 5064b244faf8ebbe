package dev.selvage.container.codec.compound;

import dev.selvage.container.codec.ByteInput;
import dev.selvage.container.codec.Codec;
import dev.selvage.container.codec.CodecSchema;
import dev.selvage.container.codec.Evolution;
import dev.selvage.container.codec.IncompatibleSchemaException;
import dev.selvage.container.codec.UnserializableException;
import dev.selvage.container.codec.ValueReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the codec of a sealed type knows of it.
 *
 * @param name the type with what its type parameters stand for
 * @param options classes that a value may have, in the order of their names, each with its codec
 */
public record Choice(Class<?> type, String name, List<Option> options, ClassValue<Integer> places) {

    /** A class that a value may have. */
    public record Option(Class<?> type, Codec<Object> codec) {}

    private static final int NONE = -1;

    /** Places are found by class without a table of our own. */
    public static Choice of(Class<?> type, String name, List<Option> options) {
        Map<Class<?>, Integer> places = new HashMap<>();
        for (int i = 0; i < options.size(); i++) {
            places.put(options.get(i).type(), i);
        }
        return new Choice(type, name, List.copyOf(options), new ClassValue<>() {
            @Override
            protected Integer computeValue(Class<?> found) {
                // A constant with a body of its own is of a class below its enum.
                boolean constant = Enum.class.isAssignableFrom(found) && !found.isEnum();
                return places.getOrDefault(constant ? found.getSuperclass() : found, NONE);
            }
        });
    }

    int size() {
        return options.size();
    }

    Codec<Object> codec(int place) {
        return options.get(place).codec();
    }

    int place(Object value) {
        if (value == null) {
            throw Refusals.ofNull(name);
        }
        int place = places.get(value.getClass());
        if (place == NONE) {
            throw new UnserializableException(
                    value.getClass(), "it is not one of the classes that " + name + " permits by name.", null);
        }
        return place;
    }

    boolean immutable() {
        return options.stream().allMatch(option -> option.codec().immutable());
    }

    boolean usesFallback() {
        return options.stream().anyMatch(option -> option.codec().usesFallback());
    }

    CodecSchema schema(Codec<?> codec, Set<Codec<?>> open) {
        if (!open.add(codec)) {
            return new CodecSchema(CodecSchema.REFERENCE, name, List.of());
        }
        List<CodecSchema.Part> described = new ArrayList<>();
        for (Option option : options) {
            described.add(
                    new CodecSchema.Part(option.type().getName(), option.codec().schema(open)));
        }
        open.remove(codec);
        return new CodecSchema(CodecSchema.CHOICE, name, described);
    }

    /** A reader of values of which other classes were permitted when they were written. */
    ValueReader<?> readerOf(Codec<?> codec, CodecSchema written, Evolution evolution) {
        if (!written.is(CodecSchema.CHOICE) || !written.rawName().equals(type.getName())) {
            throw Evolution.changed(written, codec);
        }
        Map<String, Option> byName = new HashMap<>();
        for (Option option : options) {
            byName.put(option.type().getName(), option);
        }
        List<ValueReader<?>> readers = new ArrayList<>();
        for (CodecSchema.Part part : written.parts()) {
            Option option = byName.get(part.name());
            if (option == null) {
                throw new IncompatibleSchemaException("the sealed type " + name + " permitted " + part.name()
                        + ", which values may still have as their class, and permits it no more. Add it again.");
            }
            readers.add(evolution.reader(option.codec(), part.schema()));
        }
        return (ByteInput in) -> readers.get(in.readIndex(readers.size())).read(in);
    }
}
