package dev.selvage.container.codec.value;

import dev.selvage.container.codec.Codec;
import dev.selvage.container.codec.LittleEndian;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;

/** Codecs of {@code java.time}. Times of day are nanoseconds since midnight, dates are days since 1970. */
public final class TimeCodecs {
    private static final int LOCAL = 2 * Long.BYTES;
    private static final int WITH_OFFSET = LOCAL + Integer.BYTES;

    private TimeCodecs() {}

    /** All of them, by class. */
    public static Map<Class<?>, Codec<?>> all() {
        return Map.ofEntries(
                Map.entry(Instant.class, instant()),
                Map.entry(Duration.class, duration()),
                Map.entry(LocalDate.class, localDate()),
                Map.entry(LocalTime.class, localTime()),
                Map.entry(
                        LocalDateTime.class,
                        new FlatValueCodec<>("local-date-time", LOCAL, TimeCodecs::putLocal, TimeCodecs::getLocal)),
                Map.entry(OffsetDateTime.class, offsetDateTime()),
                Map.entry(OffsetTime.class, offsetTime()),
                Map.entry(
                        ZonedDateTime.class,
                        new SizedCodec<>("zoned-date-time", TimeCodecs::zonedBytes, TimeCodecs::zoned)),
                Map.entry(ZoneOffset.class, zoneOffset()),
                Map.entry(ZoneId.class, zoneId()),
                Map.entry(Period.class, period()),
                Map.entry(Year.class, year()),
                Map.entry(YearMonth.class, yearMonth()),
                Map.entry(MonthDay.class, monthDay()));
    }

    private static Codec<Instant> instant() {
        return new FlatValueCodec<>(
                "instant",
                12,
                (value, bytes, at) -> putSeconds(value.getEpochSecond(), value.getNano(), bytes, at),
                (bytes, at) -> Instant.ofEpochSecond(LittleEndian.getLong(bytes, at), nanos(bytes, at + Long.BYTES)));
    }

    private static Codec<Duration> duration() {
        return new FlatValueCodec<>(
                "duration",
                12,
                (value, bytes, at) -> putSeconds(value.getSeconds(), value.getNano(), bytes, at),
                (bytes, at) -> Duration.ofSeconds(LittleEndian.getLong(bytes, at), nanos(bytes, at + Long.BYTES)));
    }

    private static Codec<LocalDate> localDate() {
        return new FlatValueCodec<>(
                "local-date",
                Long.BYTES,
                (value, bytes, at) -> LittleEndian.putLong(bytes, at, value.toEpochDay()),
                (bytes, at) -> LocalDate.ofEpochDay(LittleEndian.getLong(bytes, at)));
    }

    private static Codec<LocalTime> localTime() {
        return new FlatValueCodec<>(
                "local-time",
                Long.BYTES,
                (value, bytes, at) -> LittleEndian.putLong(bytes, at, value.toNanoOfDay()),
                (bytes, at) -> LocalTime.ofNanoOfDay(LittleEndian.getLong(bytes, at)));
    }

    private static Codec<OffsetDateTime> offsetDateTime() {
        return new FlatValueCodec<>(
                "offset-date-time",
                WITH_OFFSET,
                (value, bytes, at) -> {
                    putLocal(value.toLocalDateTime(), bytes, at);
                    LittleEndian.putInt(bytes, at + LOCAL, value.getOffset().getTotalSeconds());
                },
                (bytes, at) -> OffsetDateTime.of(getLocal(bytes, at), offset(bytes, at + LOCAL)));
    }

    private static Codec<OffsetTime> offsetTime() {
        return new FlatValueCodec<>(
                "offset-time",
                12,
                (value, bytes, at) -> {
                    LittleEndian.putLong(bytes, at, value.toLocalTime().toNanoOfDay());
                    LittleEndian.putInt(
                            bytes, at + Long.BYTES, value.getOffset().getTotalSeconds());
                },
                (bytes, at) -> OffsetTime.of(
                        LocalTime.ofNanoOfDay(LittleEndian.getLong(bytes, at)), offset(bytes, at + Long.BYTES)));
    }

    private static Codec<ZoneOffset> zoneOffset() {
        return new FlatValueCodec<>(
                "zone-offset",
                Integer.BYTES,
                (value, bytes, at) -> LittleEndian.putInt(bytes, at, value.getTotalSeconds()),
                TimeCodecs::offset);
    }

    private static Codec<ZoneId> zoneId() {
        return new SizedCodec<>(
                "zone-id",
                value -> value.getId().getBytes(StandardCharsets.UTF_8),
                bytes -> ZoneId.of(new String(bytes, StandardCharsets.UTF_8)));
    }

    private static Codec<Period> period() {
        return new FlatValueCodec<>(
                "period",
                12,
                (value, bytes, at) -> {
                    LittleEndian.putInt(bytes, at, value.getYears());
                    LittleEndian.putInt(bytes, at + 4, value.getMonths());
                    LittleEndian.putInt(bytes, at + 8, value.getDays());
                },
                (bytes, at) -> Period.of(
                        LittleEndian.getInt(bytes, at),
                        LittleEndian.getInt(bytes, at + 4),
                        LittleEndian.getInt(bytes, at + 8)));
    }

    private static Codec<Year> year() {
        return new FlatValueCodec<>(
                "year",
                Integer.BYTES,
                (value, bytes, at) -> LittleEndian.putInt(bytes, at, value.getValue()),
                (bytes, at) -> Year.of(LittleEndian.getInt(bytes, at)));
    }

    private static Codec<YearMonth> yearMonth() {
        return new FlatValueCodec<>(
                "year-month",
                5,
                (value, bytes, at) -> {
                    LittleEndian.putInt(bytes, at, value.getYear());
                    bytes[at + 4] = (byte) value.getMonthValue();
                },
                (bytes, at) -> YearMonth.of(LittleEndian.getInt(bytes, at), bytes[at + 4]));
    }

    private static Codec<MonthDay> monthDay() {
        return new FlatValueCodec<>(
                "month-day",
                2,
                (value, bytes, at) -> {
                    bytes[at] = (byte) value.getMonthValue();
                    bytes[at + 1] = (byte) value.getDayOfMonth();
                },
                (bytes, at) -> MonthDay.of(bytes[at], bytes[at + 1]));
    }

    private static void putSeconds(long seconds, int nanos, byte[] bytes, int at) {
        LittleEndian.putLong(bytes, at, seconds);
        LittleEndian.putInt(bytes, at + Long.BYTES, nanos);
    }

    private static int nanos(byte[] bytes, int at) {
        return LittleEndian.getInt(bytes, at);
    }

    private static void putLocal(LocalDateTime value, byte[] bytes, int at) {
        LittleEndian.putLong(bytes, at, value.toLocalDate().toEpochDay());
        LittleEndian.putLong(bytes, at + Long.BYTES, value.toLocalTime().toNanoOfDay());
    }

    private static LocalDateTime getLocal(byte[] bytes, int at) {
        return LocalDateTime.of(
                LocalDate.ofEpochDay(LittleEndian.getLong(bytes, at)),
                LocalTime.ofNanoOfDay(LittleEndian.getLong(bytes, at + Long.BYTES)));
    }

    private static ZoneOffset offset(byte[] bytes, int at) {
        return ZoneOffset.ofTotalSeconds(LittleEndian.getInt(bytes, at));
    }

    private static byte[] zonedBytes(ZonedDateTime value) {
        byte[] zone = value.getZone().getId().getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[WITH_OFFSET + zone.length];
        putLocal(value.toLocalDateTime(), bytes, 0);
        LittleEndian.putInt(bytes, LOCAL, value.getOffset().getTotalSeconds());
        System.arraycopy(zone, 0, bytes, WITH_OFFSET, zone.length);
        return bytes;
    }

    private static ZonedDateTime zoned(byte[] bytes) {
        LocalDateTime local = getLocal(bytes, 0);
        ZoneOffset offset = offset(bytes, LOCAL);
        String zone = new String(bytes, WITH_OFFSET, bytes.length - WITH_OFFSET, StandardCharsets.UTF_8);
        // Rules of a zone may have changed since: the hour that was meant counts, then the offset.
        return ZonedDateTime.ofLocal(local, ZoneId.of(zone), offset);
    }
}
