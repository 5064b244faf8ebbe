package dev.selvage.container.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;

/** Writes a value, reads it, copies it, and reads what is too short. */
final class RoundTrip {
    private RoundTrip() {}

    /** The bytes, after all promises that every codec gives have been looked at. */
    static <T> byte[] of(Codec<T> codec, T value) {
        ByteOutput out = new ByteOutput(1);
        out.writeByte(42);
        codec.write(value, out);
        out.writeByte(43);
        byte[] bytes = Arrays.copyOfRange(out.bytes, 1, out.position - 1);

        ByteInput in = new ByteInput(out.bytes, 1, out.position);
        same(codec.read(in), value);
        assertThat(in.readByte()).as("nothing more is read than was written").isEqualTo((byte) 43);
        same(codec.copy(value), value);
        if (codec instanceof FlatCodec<T> flat) {
            assertThat(bytes).hasSize(flat.width());
        }
        for (int limit = 0; limit < bytes.length; limit = limit < 64 ? limit + 1 : limit + bytes.length / 64 + 1) {
            ByteInput tooShort = new ByteInput(bytes, 0, limit);
            assertThatThrownBy(() -> codec.read(tooShort))
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining("Wanted")
                    .hasMessageContaining("found");
        }
        return bytes;
    }

    /** Equal, or without an equals of its own and equal by its fields. */
    static void same(Object found, Object wanted) {
        if (!found.equals(wanted)) {
            assertThat(found).usingRecursiveComparison().isEqualTo(wanted);
        }
    }
}
