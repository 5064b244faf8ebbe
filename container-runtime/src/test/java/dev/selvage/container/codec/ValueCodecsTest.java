package dev.selvage.container.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
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
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ValueCodecsTest {
    private final Codecs codecs = new Codecs(ValueCodecsTest.class.getClassLoader());
    private final Random random = new Random(7);

    private enum Color {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "like grass";
            }
        },
        BLUE
    }

    private <T> void same(Class<T> type, T value) {
        Codec<T> codec = codecs.of(type);
        RoundTrip.of(codec, value);
        assertThat(codec.immutable()).isTrue();
        assertThat(codec.copy(value)).isSameAs(value);
        assertThat(codec.usesFallback()).isFalse();
    }

    @Test
    void numbersAndTextsComeBack() {
        for (int i = 0; i < 200; i++) {
            same(Long.class, random.nextLong());
            same(int.class, random.nextInt());
            same(Short.class, (short) random.nextInt());
            same(byte.class, (byte) random.nextInt());
            same(Character.class, (char) random.nextInt());
            same(Boolean.class, random.nextBoolean());
            same(float.class, Float.intBitsToFloat(random.nextInt()));
            same(Double.class, Double.longBitsToDouble(random.nextLong()));
            same(BigInteger.class, new BigInteger(random.nextInt(300), random).negate());
            same(BigDecimal.class, new BigDecimal(new BigInteger(random.nextInt(300), random), random.nextInt()));
            same(UUID.class, new UUID(random.nextLong(), random.nextLong()));
            same(String.class, text(random));
        }
        same(BigDecimal.class, new BigDecimal("1.00"));
        same(OptionalInt.class, OptionalInt.empty());
        same(OptionalInt.class, OptionalInt.of(-1));
        same(OptionalLong.class, OptionalLong.of(Long.MIN_VALUE));
        same(OptionalDouble.class, OptionalDouble.of(Double.NaN));
    }

    /** Of Latin letters, or of all, with halves of pairs. */
    static String text(Random random) {
        char[] letters = new char[random.nextInt(random.nextBoolean() ? 10 : 300)];
        int most = random.nextBoolean() ? 0x100 : 0x10000;
        for (int i = 0; i < letters.length; i++) {
            letters[i] = (char) random.nextInt(most);
        }
        return new String(letters);
    }

    @Test
    void timesComeBack() {
        for (int i = 0; i < 100; i++) {
            Instant instant = Instant.ofEpochSecond(random.nextLong() >> 20, random.nextInt(1_000_000_000));
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(random.nextInt(2 * 18 * 3600) - 18 * 3600);
            LocalDateTime local = LocalDateTime.ofInstant(instant, offset);
            same(Instant.class, instant);
            same(Duration.class, Duration.ofSeconds(random.nextLong(), random.nextInt(1_000_000_000)));
            same(LocalDateTime.class, local);
            same(LocalDate.class, local.toLocalDate());
            same(LocalTime.class, local.toLocalTime());
            same(OffsetDateTime.class, local.atOffset(offset));
            same(OffsetTime.class, local.toLocalTime().atOffset(offset));
            same(ZonedDateTime.class, instant.atZone(ZoneId.of("Europe/Berlin")));
            same(ZonedDateTime.class, instant.atZone(offset));
            same(ZoneOffset.class, offset);
            same(Period.class, Period.of(random.nextInt(), random.nextInt(), random.nextInt()));
            same(Year.class, Year.from(local));
            same(YearMonth.class, YearMonth.from(local));
            same(MonthDay.class, MonthDay.from(local));
        }
        same(Instant.class, Instant.MIN);
        same(LocalDateTime.class, LocalDateTime.MAX);
        same(LocalDate.class, LocalDate.MIN);
        // The hour that comes twice, the second time.
        ZonedDateTime twice = ZonedDateTime.ofStrict(
                LocalDateTime.of(2026, 10, 25, 2, 30), ZoneOffset.ofHours(1), ZoneId.of("Europe/Berlin"));
        same(ZonedDateTime.class, twice);
        same(ZoneId.class, ZoneId.of("Asia/Tokyo"));
    }

    @Test
    void constantsAreWrittenByTheirPlaceAndDescribedByName() {
        for (Color color : Color.values()) {
            same(Color.class, color);
        }
        same(DayOfWeek.class, DayOfWeek.FRIDAY);
        assertThat(codecs.of(Color.class)).isInstanceOf(FlatCodec.class);
        assertThat(codecs.of(Color.class).schema().text())
                .isEqualTo("enum " + Color.class.getName() + "(RED, GREEN, BLUE)");
    }

    @Test
    void arraysOfPrimitivesComeBackAndAreCopied() {
        for (int i = 0; i < 50; i++) {
            int size = random.nextInt(40);
            array(random.longs(size).toArray());
            array(random.ints(size).toArray());
            array(random.doubles(size).toArray());
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            array(bytes);
            short[] shorts = new short[size];
            float[] floats = new float[size];
            boolean[] booleans = new boolean[size];
            for (int k = 0; k < size; k++) {
                shorts[k] = (short) random.nextInt();
                floats[k] = random.nextFloat();
                booleans[k] = random.nextBoolean();
            }
            array(shorts);
            array(floats);
            array(booleans);
            array(text(random).toCharArray());
        }
    }

    @SuppressWarnings("unchecked") // Its own class.
    private <T> void array(T value) {
        Codec<T> codec = codecs.of((Class<T>) value.getClass());
        RoundTrip.of(codec, value);
        assertThat(codec.immutable()).isFalse();
        assertThat(codec.copy(value)).isNotSameAs(value).isEqualTo(value);
    }

    @Test
    void aDateThatIsNoneIsToldAsBrokenBytes() {
        ByteOutput out = new ByteOutput(8);
        out.writeLong(Long.MAX_VALUE);

        assertThatThrownBy(() -> codecs.of(LocalDate.class).read(new ByteInput(out.bytes)))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("local-date");
        assertThatThrownBy(() -> codecs.of(LocalTime.class).read(new ByteInput(out.bytes)))
                .isInstanceOf(CorruptDataException.class);
    }
}
