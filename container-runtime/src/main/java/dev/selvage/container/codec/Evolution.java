package dev.selvage.container.codec;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes readers of bytes that were written with an older schema of a type. Fields are found by name: those that are new
 * keep what an empty object has, those that are gone are skipped, and what changed its type otherwise is refused before
 * anything is read. One thread at a time.
 */
public final class Evolution {
    /** A codec, and the class as it was written; a type may hold itself. */
    private record Pair(Codec<?> codec, String written) {}

    private final Map<String, CodecSchema> definitions;
    private final Map<Pair, LaterReader> begun = new HashMap<>();
    private final Map<String, LaterSkip> skips = new HashMap<>();

    private Evolution(CodecSchema written) {
        definitions = written.definitions();
    }

    /** A reader of what was written with a schema: the codec itself, if that is its own. */
    public static <T> ValueReader<? extends T> reader(CodecSchema written, Codec<T> codec) {
        return new Evolution(written).reader(codec, written);
    }

    /** What moves over a value that was written with a schema. */
    public static Skip skipOf(CodecSchema written) {
        return new Evolution(written).skip(written);
    }

    /** A reader of a part. */
    public <T> ValueReader<? extends T> reader(Codec<T> codec, CodecSchema written) {
        Codec<T> resolved = codec.resolved();
        if (resolved.schema().equals(written)) {
            return resolved;
        }
        CodecSchema meant = defined(written);
        if (!meant.isStructure() && !meant.is(CodecSchema.CHOICE)) {
            return resolved.readerOf(meant, this);
        }
        Pair pair = new Pair(resolved, meant.name());
        LaterReader known = begun.get(pair);
        if (known == null) {
            LaterReader later = new LaterReader();
            begun.put(pair, later);
            ValueReader<? extends T> made = resolved.readerOf(meant, this);
            later.reader = made;
            return made;
        }
        return known.typed();
    }

    /** A reader of a field; what is refused is told with the field's name. */
    public <T> ValueReader<? extends T> field(Codec<T> codec, CodecSchema holder, CodecSchema.Part field) {
        try {
            return reader(codec, field.schema());
        } catch (IncompatibleSchemaException e) {
            throw e.within(holder.rawName(), field.name());
        }
    }

    /** What moves over a value of a schema. */
    public Skip skip(CodecSchema written) {
        CodecSchema meant = defined(written);
        if (!meant.isStructure() && !meant.is(CodecSchema.CHOICE)) {
            return Skip.of(meant, this);
        }
        LaterSkip known = skips.get(meant.name());
        if (known != null) {
            return known;
        }
        LaterSkip later = new LaterSkip();
        skips.put(meant.name(), later);
        Skip made = Skip.of(meant, this);
        later.skip = made;
        return made;
    }

    /** What to throw if a type cannot be read from another one. */
    public static IncompatibleSchemaException changed(CodecSchema written, Codec<?> codec) {
        return new IncompatibleSchemaException("it was written as " + written.shortly() + ", and is "
                + codec.schema().shortly() + " now. Give it its old type again, or a new name.");
    }

    private CodecSchema defined(CodecSchema schema) {
        if (!schema.is(CodecSchema.REFERENCE)) {
            return schema;
        }
        CodecSchema meant = definitions.get(schema.name());
        if (meant == null) {
            throw new CorruptDataException("Wanted the type " + schema.name()
                    + " somewhere in the schema that names it, found none: the schema was damaged.");
        }
        return meant;
    }

    /** A reader inside itself. */
    private static final class LaterReader implements ValueReader<Object> {
        private @Nullable ValueReader<?> reader;

        @SuppressWarnings("unchecked") // Of the codec that it was asked for.
        <T> ValueReader<T> typed() {
            return (ValueReader<T>) this;
        }

        @Override
        public Object read(ByteInput in) {
            ValueReader<?> made = reader;
            if (made == null) {
                throw new IllegalStateException("A reader is used before it is made.");
            }
            in.enter();
            try {
                return made.read(in);
            } finally {
                in.leave();
            }
        }
    }

    /** A skip inside itself. */
    private static final class LaterSkip implements Skip {
        private @Nullable Skip skip;

        @Override
        public void over(ByteInput in) {
            Skip made = skip;
            if (made == null) {
                throw new IllegalStateException("A skip is used before it is made.");
            }
            in.enter();
            try {
                made.over(in);
            } finally {
                in.leave();
            }
        }
    }
}
