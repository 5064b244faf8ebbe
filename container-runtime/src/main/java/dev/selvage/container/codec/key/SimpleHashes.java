package dev.selvage.container.codec.key;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/**
 * The hashes of types that are not made of others. Whole numbers have the mix of their value, whatever their type. Two
 * values have the same hash if they are equal: a BigDecimal's scale counts, and a ZonedDateTime's zone.
 */
final class SimpleHashes {
    private static final Map<Class<?>, KeyHash> HASHES = new HashMap<>();

    static {
        exact(Byte.class, byte.class, Byte::longValue, number -> (byte) number);
        exact(Short.class, short.class, Short::longValue, number -> (short) number);
        exact(Integer.class, int.class, Integer::longValue, number -> (int) number);
        HASHES.put(Long.class, new OfLong());
        HASHES.put(long.class, new OfLong());
        exact(Character.class, char.class, Character::charValue, number -> (char) number);
        exact(Boolean.class, boolean.class, value -> value ? 1 : 0, number -> number != 0);
        exact(LocalDate.class, LocalDate.class, LocalDate::toEpochDay, LocalDate::ofEpochDay);
        exact(LocalTime.class, LocalTime.class, LocalTime::toNanoOfDay, LocalTime::ofNanoOfDay);
        exact(Year.class, Year.class, Year::getValue, number -> Year.of((int) number));
        HASHES.put(String.class, new OfText());
        add(UUID.class, key -> Mix.join(Mix.of(key.getMostSignificantBits()), key.getLeastSignificantBits()));
        add(Instant.class, key -> Mix.join(Mix.of(key.getEpochSecond()), key.getNano()));
        add(Duration.class, key -> Mix.join(Mix.of(key.getSeconds()), key.getNano()));
        add(LocalDateTime.class, SimpleHashes::local);
        add(
                OffsetDateTime.class,
                key -> Mix.join(local(key.toLocalDateTime()), key.getOffset().getTotalSeconds()));
        add(
                ZonedDateTime.class,
                key -> Mix.join(
                        Mix.join(local(key.toLocalDateTime()), key.getOffset().getTotalSeconds()),
                        Mix.ofText(key.getZone().getId())));
        add(YearMonth.class, key -> Mix.join(Mix.of(key.getYear()), key.getMonthValue()));
        add(ZoneOffset.class, key -> Mix.of(key.getTotalSeconds()));
        add(BigInteger.class, SimpleHashes::integer);
        add(BigDecimal.class, key -> Mix.join(integer(key.unscaledValue()), key.scale()));
    }

    private SimpleHashes() {}

    static Optional<KeyHash> of(Class<?> type) {
        if (type.isEnum()) {
            return Optional.of(new OfConstant());
        }
        return Optional.ofNullable(HASHES.get(type));
    }

    private static long local(LocalDateTime key) {
        return Mix.join(
                Mix.of(key.toLocalDate().toEpochDay()), key.toLocalTime().toNanoOfDay());
    }

    private static long integer(BigInteger key) {
        byte[] bytes = key.toByteArray();
        long hash = bytes.length;
        for (byte part : bytes) {
            hash = Mix.join(hash, part);
        }
        return hash;
    }

    private static <T> void exact(Class<T> type, Class<T> primitive, ToLongFunction<T> number, LongFunction<T> back) {
        KeyHash hash = new Exact<>(type, number, back);
        HASHES.put(type, hash);
        HASHES.put(primitive, hash);
    }

    private static <T> void add(Class<T> type, ToLongFunction<T> hash) {
        HASHES.put(type, new Simple<>(type, hash));
    }

    /** Keys that are a number, which the hash has only mixed. */
    private record Exact<T>(Class<T> type, ToLongFunction<T> number, LongFunction<T> back) implements KeyHash {
        @Override
        public long hash(Object key) {
            return Mix.of(number.applyAsLong(type.cast(key)));
        }

        @Override
        public boolean isExact() {
            return true;
        }

        @Override
        public Object keyOf(long hash) {
            return back.apply(Mix.undo(hash));
        }
    }

    /** The most common of all, spelled out: a cast to a class that is not known where it stands takes a while. */
    private record OfLong() implements KeyHash {
        @Override
        public long hash(Object key) {
            return Mix.of((Long) key);
        }

        @Override
        public boolean isExact() {
            return true;
        }

        @Override
        public Object keyOf(long hash) {
            return Mix.undo(hash);
        }
    }

    /** Texts, many of which a hash can hold. */
    private record OfText() implements KeyHash {
        @Override
        public long hash(Object key) {
            return Mix.ofText((String) key);
        }

        @Override
        public boolean isExact() {
            return false;
        }

        @Override
        public long telling() {
            return Mix.TELLING;
        }
    }

    /** Constants by their names: numbers of constants change as constants are added. */
    private record OfConstant() implements KeyHash {
        @Override
        public long hash(Object key) {
            return Mix.ofText(((Enum<?>) key).name());
        }

        @Override
        public boolean isExact() {
            return false;
        }

        @Override
        public long telling() {
            return Mix.TELLING;
        }
    }

    /** Keys that say more than a hash can hold. */
    private record Simple<T>(Class<T> type, ToLongFunction<T> function) implements KeyHash {
        @Override
        public long hash(Object key) {
            return function.applyAsLong(type.cast(key));
        }

        @Override
        public boolean isExact() {
            return false;
        }
    }
}
