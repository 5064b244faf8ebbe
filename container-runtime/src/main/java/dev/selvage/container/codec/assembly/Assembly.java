package dev.selvage.container.codec.assembly;

import dev.selvage.container.codec.Codec;
import dev.selvage.container.codec.UnserializableException;
import dev.selvage.container.codec.compound.Composer;
import dev.selvage.container.codec.compound.DeferredCodec;
import dev.selvage.container.codec.compound.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the codecs of types and of all that they are made of, one for equal types; one thread at a time. */
public final class Assembly {
    private final Map<BoundType, Codec<?>> made = new HashMap<>();
    private final Map<BoundType, Codec<?>> madeForNull = new HashMap<>();
    /** Types whose codecs are being made: found again inside themselves, they are bound later. */
    private final Map<BoundType, DeferredCodec> begun = new HashMap<>();

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
        if (raw.isRecord()) {
            Members members = Members.ofRecord(type);
            return Composer.record(raw, members.constructor(), parts(members));
        }
        if (Members.canBeFilled(raw)) {
            Members members = Members.ofFilled(type);
            return Composer.filled(raw, members.constructor(), parts(members));
        }
        throw new UnserializableException(raw, "no codec is known for it.", null);
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
