package dev.selvage.container.codec.value;

import dev.selvage.container.codec.Codec;
import dev.selvage.container.codec.LittleEndian;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;

/** Codecs of numbers that are longer than a primitive, or may be missing. */
public final class NumberCodecs {
    private NumberCodecs() {}

    /** All of them, by class. */
    public static Map<Class<?>, Codec<?>> all() {
        return Map.of(
                BigInteger.class, new SizedCodec<>("integer", BigInteger::toByteArray, BigInteger::new),
                BigDecimal.class, new SizedCodec<>("decimal", NumberCodecs::decimalBytes, NumberCodecs::decimal),
                UUID.class, uuid(),
                OptionalInt.class, optionalInt(),
                OptionalLong.class, optionalLong(),
                OptionalDouble.class, optionalDouble());
    }

    private static Codec<UUID> uuid() {
        return new FlatValueCodec<>(
                "uuid",
                2 * Long.BYTES,
                (value, bytes, at) -> {
                    LittleEndian.putLong(bytes, at, value.getMostSignificantBits());
                    LittleEndian.putLong(bytes, at + Long.BYTES, value.getLeastSignificantBits());
                },
                (bytes, at) -> new UUID(LittleEndian.getLong(bytes, at), LittleEndian.getLong(bytes, at + Long.BYTES)));
    }

    private static Codec<OptionalInt> optionalInt() {
        return new FlatValueCodec<>(
                "optional-int",
                1 + Integer.BYTES,
                (value, bytes, at) -> {
                    bytes[at] = (byte) (value.isPresent() ? 1 : 0);
                    LittleEndian.putInt(bytes, at + 1, value.orElse(0));
                },
                (bytes, at) ->
                        bytes[at] == 0 ? OptionalInt.empty() : OptionalInt.of(LittleEndian.getInt(bytes, at + 1)));
    }

    private static Codec<OptionalLong> optionalLong() {
        return new FlatValueCodec<>(
                "optional-long",
                1 + Long.BYTES,
                (value, bytes, at) -> {
                    bytes[at] = (byte) (value.isPresent() ? 1 : 0);
                    LittleEndian.putLong(bytes, at + 1, value.orElse(0));
                },
                (bytes, at) ->
                        bytes[at] == 0 ? OptionalLong.empty() : OptionalLong.of(LittleEndian.getLong(bytes, at + 1)));
    }

    private static Codec<OptionalDouble> optionalDouble() {
        return new FlatValueCodec<>(
                "optional-double",
                1 + Double.BYTES,
                (value, bytes, at) -> {
                    bytes[at] = (byte) (value.isPresent() ? 1 : 0);
                    LittleEndian.putDouble(bytes, at + 1, value.orElse(0));
                },
                (bytes, at) -> bytes[at] == 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(LittleEndian.getDouble(bytes, at + 1)));
    }

    /** The scale, then the number without it. */
    private static byte[] decimalBytes(BigDecimal value) {
        byte[] unscaled = value.unscaledValue().toByteArray();
        byte[] bytes = new byte[Integer.BYTES + unscaled.length];
        LittleEndian.putInt(bytes, 0, value.scale());
        System.arraycopy(unscaled, 0, bytes, Integer.BYTES, unscaled.length);
        return bytes;
    }

    private static BigDecimal decimal(byte[] bytes) {
        int scale = LittleEndian.getInt(bytes, 0);
        return new BigDecimal(new BigInteger(bytes, Integer.BYTES, bytes.length - Integer.BYTES), scale);
    }
}
