package dev.selvage.container.codec;

import java.util.List;

/** Moves over a value that nobody wants any more, by nothing but the schema that it was written with. */
public interface Skip {

    /** Moves the position behind the value; throws {@link CorruptDataException} if there is none. */
    void over(ByteInput in);

    /** What moves over values of a schema. */
    static Skip of(CodecSchema schema, Evolution evolution) {
        if (schema.isStructure()) {
            List<Skip> fields = schema.parts().stream()
                    .map(part -> evolution.skip(part.schema()))
                    .toList();
            return in -> fields.forEach(field -> field.over(in));
        }
        return switch (schema.kind()) {
            case CodecSchema.NULLABLE, CodecSchema.OPTIONAL -> {
                Skip value = evolution.skip(schema.part(0));
                yield in -> {
                    if (in.readBoolean()) {
                        value.over(in);
                    }
                };
            }
            case CodecSchema.PADDED -> {
                Skip value = evolution.skip(schema.part(0));
                yield in -> {
                    in.take(1);
                    value.over(in);
                };
            }
            case CodecSchema.LIST, CodecSchema.SET, CodecSchema.ARRAY -> repeated(evolution.skip(schema.part(0)));
            case CodecSchema.MAP -> {
                Skip key = evolution.skip(schema.part(0));
                Skip value = evolution.skip(schema.part(1));
                yield repeated(in -> {
                    key.over(in);
                    value.over(in);
                });
            }
            case CodecSchema.CHOICE -> choice(schema, evolution);
            case CodecSchema.ENUM -> in -> in.take(schema.enumWidth());
            case CodecSchema.GENERIC -> in -> in.take(in.readCount(1) + Integer.BYTES);
            default -> simple(schema);
        };
    }

    private static Skip repeated(Skip element) {
        return in -> {
            int count = in.readCount(1);
            for (int i = 0; i < count; i++) {
                element.over(in);
            }
        };
    }

    private static Skip choice(CodecSchema schema, Evolution evolution) {
        List<Skip> choices = schema.parts().stream()
                .map(part -> evolution.skip(part.schema()))
                .toList();
        return in -> choices.get(in.readIndex(choices.size())).over(in);
    }

    private static Skip simple(CodecSchema schema) {
        if (schema.width().isPresent()) {
            int width = schema.width().get();
            return in -> in.take(width);
        }
        return switch (schema.name()) {
            case CodecSchema.TEXT -> ByteInput::readString;
            case CodecSchema.BYTES -> in -> in.take(in.readCount(1));
            default ->
                throw new CorruptDataException("Wanted a schema of a known kind, found '" + schema
                        + "': it was damaged, or written by a newer version.");
        };
    }
}
