package dev.selvage.container.codec.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.container.codec.TypeOf;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"NullAway", "ArrayRecordComponent"}) // Fields of users' classes may be null without saying so.
class KeyHashTest {
    private record Point(int x, int y) {}

    private record Named(String name, Point point) {}

    private record Measured(String name, List<Double> values) {}

    private record WithArray(byte[] bytes) {}

    private record Endless(Endless next) {}

    private static final class Plain {
        @Override
        public String toString() {
            return "plain";
        }
    }

    /** Numbers that another program, written from the description, came to as well. They stand for ever. */
    @Test
    void keysHaveTheHashesThatTheyHadEver() {
        golden(Long.class, 0L, 0xE220A8397B1DCDAFL);
        golden(long.class, -1L, 0xE4D971771B652C20L);
        golden(int.class, 42, 0xBDD732262FEB6E95L);
        golden(Short.class, (short) -7, 0x6C1E186443822970L);
        golden(Byte.class, (byte) 5, 0x63033B0CA389C35AL);
        golden(char.class, 'x', 0x02F590758A6D2936L);
        golden(boolean.class, true, 0x910A2DEC89025CC1L);
        golden(String.class, "", 0xE220A8397B1DCDAFL);
        golden(String.class, "a", 0x6FF1C0DFE1A83DE8L);
        golden(String.class, "selvage", 0xDB994F08B8A528A4L);
        golden(String.class, "nine long", 0xE2E8659923FBCDB4L);
        golden(String.class, "€", 0x86D79517755A3C52L);
        golden(String.class, "täxt € twelve", 0xEBF17B820C41D991L);
        golden(DayOfWeek.class, DayOfWeek.FRIDAY, 0x61B8AFFEFB340895L);
        golden(UUID.class, new UUID(1, 2), 0x4CF398ABE0B86F8CL);
        golden(Instant.class, Instant.ofEpochSecond(3, 4), 0x9232A8774A9193F1L);
        golden(Duration.class, Duration.ofSeconds(-3, 4), 0xEBCBAE7174B4EFF7L);
        golden(LocalDate.class, LocalDate.ofEpochDay(20_000), 0xE7AA7324AE5D121EL);
        golden(LocalDateTime.class, LocalDateTime.of(1970, 1, 2, 0, 0, 1), 0x70E1FFB6A0695C9DL);
        golden(
                OffsetDateTime.class,
                OffsetDateTime.of(1970, 1, 2, 0, 0, 1, 0, ZoneOffset.ofHours(1)),
                0x093AB8E92C0BD82EL);
        golden(
                ZonedDateTime.class,
                ZonedDateTime.of(1970, 1, 2, 0, 0, 1, 0, ZoneId.of("Europe/Paris")),
                0x6C4298F32421AA0FL);
        golden(BigInteger.class, BigInteger.valueOf(-300), 0x7282966809400260L);
        golden(BigDecimal.class, new BigDecimal("1.50"), 0xCC8ECCF3F74B54E5L);
        golden(BigDecimal.class, new BigDecimal("1.5"), 0x6A2D1569246E3B05L);
        golden(Point.class, new Point(1, -2), 0xFC3C70A45492BE94L);
        golden(Named.class, new Named("a", new Point(1, -2)), 0x3477C354F53E89FDL);
        golden(Named.class, new Named(null, null), 0x08F772CDC51B6103L);
        golden(new TypeOf<List<Integer>>() {}.type(), List.of(1, 2), 0x28B82E79FA8754D8L);
        golden(new TypeOf<Optional<String>>() {}.type(), Optional.empty(), 0x4D1C1F164CE82728L);
        golden(new TypeOf<Optional<String>>() {}.type(), Optional.of("a"), 0x6814211EED8775F4L);
    }

    private static void golden(Type type, Object key, long hash) {
        assertThat(KeyHash.of(type).hash(key)).as("%s", key).isEqualTo(hash);
    }

    @Test
    void anExactHashGivesItsKeyBack() {
        Random random = new Random(3);
        for (int i = 0; i < 1000; i++) {
            exact(long.class, random.nextLong());
            exact(Integer.class, random.nextInt());
            exact(short.class, (short) random.nextInt());
            exact(Byte.class, (byte) random.nextInt());
            exact(char.class, (char) random.nextInt());
            exact(LocalDate.class, LocalDate.ofEpochDay(random.nextInt()));
            exact(LocalTime.class, LocalTime.ofNanoOfDay(random.nextInt(Integer.MAX_VALUE)));
            exact(Year.class, Year.of(random.nextInt(10_000)));
            exact(Boolean.class, random.nextBoolean());
        }
        for (long edge : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            exact(Long.class, edge);
        }
        assertThat(KeyHash.of(String.class).isExact()).isFalse();
        assertThat(KeyHash.of(Point.class).isExact()).isFalse();
    }

    private static void exact(Type type, Object key) {
        KeyHash hash = KeyHash.of(type);
        assertThat(hash.isExact()).isTrue();
        assertThat(hash.keyOf(hash.hash(key))).isEqualTo(key);
    }

    /** Tables do not compare keys whose hashes say that they are alone. */
    @Test
    void aTellingHashHasOneKey() {
        KeyHash hash = KeyHash.of(String.class);
        Map<Long, String> keys = new HashMap<>();
        Random random = new Random(5);
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int letters = random.nextInt(10); letters > 0; letters--) {
                // Few letters, so that texts are often as good as equal; the last two are no plain ones.
                text.append("ab\u0000\u007f\u0080\u20ac".charAt(random.nextInt(6)));
            }
            String key = text.toString();
            long value = hash.hash(key);
            boolean isTold = (value & hash.telling()) != 0;
            boolean isPlain = key.chars().allMatch(letter -> letter < 128);
            assertThat(isTold).as(key).isEqualTo(isPlain && !key.isEmpty() && key.length() <= 8);
            String known = keys.putIfAbsent(value, key);
            assertThat(known == null || !isTold || known.equals(key))
                    .as(key + " or " + known)
                    .isTrue();
        }
        assertThat(KeyHash.of(DayOfWeek.class).telling()).isEqualTo(hash.telling());
        assertThat(KeyHash.of(Named.class).telling()).isZero();
    }

    @Test
    void keysThatDifferALittleSpreadOverAllGroupsAndSlots() {
        List<Object> points = new ArrayList<>();
        List<Object> texts = new ArrayList<>();
        List<Object> shortTexts = new ArrayList<>();
        List<Object> numbers = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            points.add(new Point(i % 300, i / 300));
            texts.add("user-" + i);
            shortTexts.add("u" + i);
            numbers.add((long) i << 20);
        }
        spread(Point.class, points);
        spread(String.class, texts);
        spread(String.class, shortTexts);
        spread(long.class, numbers);
    }

    private static void spread(Type type, List<Object> keys) {
        KeyHash hash = KeyHash.of(type);
        int[] groups = new int[128];
        int[] slots = new int[1024];
        Set<Long> distinct = new HashSet<>();
        for (Object key : keys) {
            long value = hash.hash(key);
            groups[(int) (((value >>> 32) * groups.length) >>> 32)]++;
            slots[(int) value & (slots.length - 1)]++;
            distinct.add(value);
        }
        assertThat(distinct).hasSize(keys.size());
        // 781 keys in a group, give or take six times their root.
        for (int count : groups) {
            assertThat(count).isBetween(781 - 170, 781 + 170);
        }
        for (int count : slots) {
            assertThat(count).isBetween(97 - 60, 97 + 60);
        }
    }

    @Test
    void whatCannotBeReliedOnIsRefusedWithItsPlaceAndReason() {
        refused(double.class, "double cannot be a key", "accident");
        refused(byte[].class, "byte[] cannot be a key", "only to themselves");
        refused(Measured.class, Measured.class.getName() + ".values cannot be a key", "accident");
        refused(WithArray.class, ".bytes cannot be a key", "only to themselves");
        refused(Object.class, "java.lang.Object cannot be a key", "too little");
        refused(Plain.class, "cannot be a key", "by a record");
        refused(Endless.class, "cannot be a key", "holds itself");
        refused(new TypeOf<Map<String, String>>() {}.type(), "cannot be a key", "too little");
        refused(new TypeOf<ArrayList<String>>() {}.type(), "cannot be a key", "java.util.List");
    }

    private static void refused(Type type, String... parts) {
        assertThatThrownBy(() -> KeyHash.of(type))
                .isInstanceOf(UnusableKeyException.class)
                .hasMessageContainingAll(parts);
    }
}
