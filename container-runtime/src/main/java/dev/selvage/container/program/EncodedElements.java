package dev.selvage.container.program;

import dev.selvage.api.source.KeptElements;
import dev.selvage.api.type.DataType;
import dev.selvage.container.codec.ByteInput;
import dev.selvage.container.codec.ByteOutput;
import dev.selvage.container.codec.Codec;
import dev.selvage.container.codec.Codecs;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** Records that a program brings along, on their way: written as all other records are, so that their class needs nothing. */
@SuppressWarnings("ArrayRecordComponent") // Never compared; it goes into a stream and comes out of it.
record EncodedElements(int count, byte[] bytes, DataType<?> type) implements Serializable {
    private static final int USUAL_BYTES = 1024;

    static <T> EncodedElements of(KeptElements<T> elements, Codecs codecs) {
        Codec<T> codec = codecOf(elements.type(), codecs);
        ByteOutput out = new ByteOutput(USUAL_BYTES);
        List<T> values = elements.elements();
        values.forEach(value -> codec.write(value, out));
        return new EncodedElements(values.size(), out.toByteArray(), elements.type());
    }

    KeptElements<?> decoded(Codecs codecs) {
        return decoded(type, codecs);
    }

    private <T> KeptElements<T> decoded(DataType<T> known, Codecs codecs) {
        Codec<T> codec = codecOf(known, codecs);
        ByteInput in = new ByteInput(bytes);
        List<T> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(codec.read(in));
        }
        return new KeptElements<>(values, known);
    }

    @SuppressWarnings("unchecked") // A codec is of the type that it was asked for.
    private static <T> Codec<T> codecOf(DataType<T> type, Codecs codecs) {
        return (Codec<T>) codecs.of(type.type());
    }
}
