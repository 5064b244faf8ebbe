package dev.selvage.container.codec.compound;

import dev.selvage.container.codec.Codec;
import dev.selvage.container.codec.CodecSchema;
import dev.selvage.container.codec.Evolution;
import dev.selvage.container.codec.ValueReader;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a codec of a class with fields knows of it.
 *
 * @param kind {@link CodecSchema#RECORD} or {@link CodecSchema#CLASS}
 * @param name the class with what its type parameters stand for
 * @param constructor takes all parts in order, or nothing if parts have setters
 */
public record Structure(String kind, String name, Class<?> type, MethodHandle constructor, List<Part> parts) {

    boolean isRecord() {
        return kind.equals(CodecSchema.RECORD);
    }

    /** Records whose parts never change do not either; objects that were filled can be filled again. */
    boolean immutable() {
        return isRecord() && parts.stream().allMatch(part -> part.codec().immutable());
    }

    boolean usesFallback() {
        return parts.stream().anyMatch(part -> part.codec().usesFallback());
    }

    CodecSchema schema(Codec<?> codec, Set<Codec<?>> open) {
        if (!open.add(codec)) {
            return new CodecSchema(CodecSchema.REFERENCE, name, List.of());
        }
        List<CodecSchema.Part> described = new ArrayList<>();
        for (Part part : parts) {
            described.add(new CodecSchema.Part(part.name(), part.codec().schema(open)));
        }
        open.remove(codec);
        return new CodecSchema(kind, name, described);
    }

    /** A reader of objects of this class that were written with other fields. */
    ValueReader<Object> readerOf(Codec<?> codec, CodecSchema written, Evolution evolution) {
        if (!written.isStructure() || !written.rawName().equals(new CodecSchema(kind, name, List.of()).rawName())) {
            throw Evolution.changed(written, codec);
        }
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            places.put(parts.get(i).name(), i);
        }
        List<EvolvedReader.Step> steps = new ArrayList<>();
        for (CodecSchema.Part field : written.parts()) {
            Integer place = places.get(field.name());
            if (place == null) {
                steps.add(EvolvedReader.Step.skipping(evolution.skip(field.schema())));
            } else {
                ValueReader<?> reader = evolution.field(parts.get(place).codec(), written, field);
                steps.add(EvolvedReader.Step.reading(reader, place));
            }
        }
        return new EvolvedReader(this, steps);
    }
}
