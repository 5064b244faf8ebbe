package dev.selvage.container.codec.assembly;

import dev.selvage.container.codec.Codec;
import dev.selvage.container.codec.CodecSchema;
import dev.selvage.container.codec.UnserializableException;
import dev.selvage.container.codec.collection.CollectionShape;
import dev.selvage.container.codec.collection.Collections;
import dev.selvage.container.codec.collection.MapShape;
import dev.selvage.container.codec.compound.Choice;
import dev.selvage.container.codec.compound.Composer;
import dev.selvage.container.codec.compound.DeferredCodec;
import dev.selvage.container.codec.compound.Part;
import dev.selvage.container.codec.compound.Structure;
import dev.selvage.container.codec.generic.GenericCodec;
import dev.selvage.container.codec.generic.GenericLibrary;
import dev.selvage.container.codec.value.EnumCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the codecs of types and of all that they are made of, one for equal types; one thread at a time. */
public final class Assembly {
    private final GenericLibrary library;
    private final Map<BoundType, Codec<?>> made = new HashMap<>();
    private final Map<BoundType, Codec<?>> madeForNull = new HashMap<>();
    /** Types whose codecs are being made: found again inside themselves, they are bound later. */
    private final Map<BoundType, DeferredCodec> begun = new HashMap<>();

    public Assembly(GenericLibrary library) {
        this.library = library;
    }

    /** The codec of a type. */
    public Codec<?> of(BoundType type) {
        Codec<?> known = made.get(type);
        if (known != null) {
            return known;
        }
        DeferredCodec later = begun.get(type);
        if (later != null) {
            return later;
        }
        DeferredCodec deferred = new DeferredCodec(type.toString());
        begun.put(type, deferred);
        try {
            Codec<?> codec = make(type);
            deferred.bind(codec);
            made.put(type, codec);
            return codec;
        } catch (RuntimeException e) {
            // Codecs of parts that were made already may hold the one that was never bound.
            made.clear();
            madeForNull.clear();
            throw e;
        } finally {
            begun.remove(type);
        }
    }

    /** The codec of a place that may hold a value of a type, or null unless the type is primitive. */
    Codec<?> ofPlace(BoundType type) {
        Codec<?> codec = of(type);
        if (type.raw().isPrimitive() || codec.takesNull()) {
            return codec;
        }
        Codec<?> known = madeForNull.get(type);
        if (known != null) {
            return known;
        }
        Codec<?> nullable = Composer.nullable(codec);
        if (!(codec instanceof DeferredCodec)) {
            madeForNull.put(type, nullable);
        }
        return nullable;
    }

    private Codec<?> make(BoundType type) {
        Class<?> raw = type.raw();
        Optional<Codec<?>> leaf = Leaves.of(raw);
        if (leaf.isPresent()) {
            return leaf.get();
        }
        if (raw.isEnum()) {
            return enumCodec(raw);
        }
        Optional<Codec<?>> holder = holder(type);
        if (holder.isPresent()) {
            return holder.get();
        }
        if (raw.isRecord()) {
            Members members = Members.ofRecord(type);
            return Composer.structure(
                    new Structure(CodecSchema.RECORD, type.toString(), raw, members.constructor(), parts(members)));
        }
        Optional<List<Class<?>>> permitted = Permitted.classesOf(raw);
        if (permitted.isPresent()) {
            return choice(type, permitted.get());
        }
        if (Members.canBeFilled(raw)) {
            Members members = Members.ofFilled(type);
            return Composer.structure(
                    new Structure(CodecSchema.CLASS, type.toString(), raw, members.constructor(), parts(members)));
        }
        return new GenericCodec(raw, library);
    }

    /** The codec of something that holds others, if it is one that we know how to make. */
    private Optional<Codec<?>> holder(BoundType type) {
        Class<?> raw = type.raw();
        if (raw.isArray()) {
            return Optional.of(Collections.array(raw.getComponentType(), ofPlace(type.argument(0))));
        }
        if (raw == Optional.class) {
            return Optional.of(Collections.optional(of(type.argument(0))));
        }
        Class<?> first = type.argument(0).raw();
        Optional<CollectionShape> collection = CollectionShape.of(raw, first);
        if (collection.isPresent()) {
            return Optional.of(Collections.collection(collection.get(), ofPlace(type.argument(0))));
        }
        return MapShape.of(raw, first)
                .map(shape -> Collections.map(shape, ofPlace(type.argument(0)), ofPlace(type.argument(1))));
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // An enum's class, which only the caller could name.
    private static Codec<?> enumCodec(Class<?> type) {
        return new EnumCodec(type);
    }

    @SuppressWarnings("unchecked") // Of the class that it was asked for.
    private Codec<?> choice(BoundType type, List<Class<?>> permitted) {
        List<Choice.Option> options = new ArrayList<>();
        for (Class<?> option : permitted) {
            Codec<?> codec = option == type.raw() ? itself(type) : of(BoundType.of(option));
            options.add(new Choice.Option(option, (Codec<Object>) codec));
        }
        return Composer.choice(Choice.of(type.raw(), type.toString(), options));
    }

    /** A sealed class may also have values of its own. */
    private Codec<?> itself(BoundType type) {
        if (!Members.canBeFilled(type.raw())) {
            return new GenericCodec(type.raw(), library);
        }
        Members members = Members.ofFilled(type);
        return Composer.structure(
                new Structure(CodecSchema.CLASS, type + "!", type.raw(), members.constructor(), parts(members)));
    }

    private List<Part> parts(Members members) {
        List<Part> parts = new ArrayList<>();
        for (Members.Member member : members.fields()) {
            try {
                parts.add(new Part(
                        member.holder(), member.name(), member.getter(), member.setter(), ofPlace(member.type())));
            } catch (UnserializableException e) {
                throw e.within(member.holder(), member.name());
            }
        }
        return parts;
    }
}
