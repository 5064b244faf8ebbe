package dev.selvage.container.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Type;
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
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Bytes and schemas as snapshots have them: what is written here has to be readable for ever. */
@SuppressWarnings({"NullAway", "ArrayRecordComponent", "UnusedVariable"
}) // Fields of users' classes may be null without saying so.
class GoldenBytesTest {
    private final Codecs codecs = new Codecs(GoldenBytesTest.class.getClassLoader());

    private record Point(int x, int y) {}

    private record Mixed(String name, Long boxed, Point point, List<Point> points) {}

    private sealed interface Shape permits Circle, Square {}

    private record Circle(short radius) implements Shape {}

    private record Square(Shape within) implements Shape {}

    /** Filled. */
    private static final class Plain {
        byte second;
        byte first;
    }

    /** Neither a record nor to be made empty. */
    private static final class Event {
        final int number;
        String name = "";

        Event(int number) {
            this.number = number;
        }
    }

    private void golden(Type type, Object value, String schema, String hex) {
        @SuppressWarnings("unchecked") // Of the type that is asked for.
        Codec<Object> codec = (Codec<Object>) codecs.of(type);
        ByteOutput out = new ByteOutput(1);
        codec.write(value, out);
        assertThat(HexFormat.of().formatHex(out.toByteArray())).as("%s", value).isEqualTo(hex.replace(" ", ""));
        assertThat(codec.schema().text().replace(GoldenBytesTest.class.getName() + "$", ""))
                .isEqualTo(schema);
        Object read = codec.read(new ByteInput(HexFormat.of().parseHex(hex.replace(" ", ""))));
        if (value == null) {
            assertThat(read).isNull();
        } else {
            RoundTrip.same(read, value);
        }
    }

    @Test
    void simpleValues() {
        golden(boolean.class, true, "boolean 1", "01");
        golden(byte.class, (byte) -2, "byte 1", "fe");
        golden(Short.class, (short) 0x1234, "short 2", "3412");
        golden(char.class, '€', "char 2", "ac20");
        golden(int.class, 0x12345678, "int 4", "78563412");
        golden(Long.class, -2L, "long 8", "feffffffffffffff");
        golden(float.class, 1.5f, "float 4", "0000c03f");
        golden(double.class, 1.5, "double 8", "000000000000f83f");
        golden(String.class, "aä", "string text", "05 61e4");
        golden(String.class, "€", "string text", "04 ac20");
        golden(String.class, "", "string text", "01");
        golden(String.class, null, "string text", "00");
        golden(BigInteger.class, BigInteger.valueOf(-300), "integer bytes", "02 fed4");
        golden(BigDecimal.class, new BigDecimal("1.50"), "decimal bytes", "06 02000000 0096");
        golden(UUID.class, new UUID(1, 2), "uuid 16", "0100000000000000 0200000000000000");
        golden(OptionalInt.class, OptionalInt.of(7), "optional-int 5", "01 07000000");
        golden(
                DayOfWeek.class,
                DayOfWeek.TUESDAY,
                "enum java.time.DayOfWeek(MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY)",
                "02");
    }

    @Test
    void times() {
        LocalDateTime local = LocalDateTime.of(1970, 1, 3, 0, 0, 0, 5);
        golden(Instant.class, Instant.ofEpochSecond(1, 2), "instant 12", "0100000000000000 02000000");
        golden(Duration.class, Duration.ofSeconds(-1, 2), "duration 12", "ffffffffffffffff 02000000");
        golden(LocalDate.class, local.toLocalDate(), "local-date 8", "0200000000000000");
        golden(LocalTime.class, local.toLocalTime(), "local-time 8", "0500000000000000");
        golden(LocalDateTime.class, local, "local-date-time 16", "0200000000000000 0500000000000000");
        ZoneOffset offset = ZoneOffset.ofTotalSeconds(256);
        golden(
                OffsetDateTime.class,
                local.atOffset(offset),
                "offset-date-time 20",
                "0200000000000000 0500000000000000 00010000");
        golden(
                ZonedDateTime.class,
                local.atZone(ZoneOffset.UTC),
                "zoned-date-time bytes",
                "15 0200000000000000 0500000000000000 00000000 5a");
        golden(Period.class, Period.of(1, 2, 3), "period 12", "01000000 02000000 03000000");
        golden(YearMonth.class, YearMonth.of(2026, 11), "year-month 5", "ea070000 0b");
        golden(MonthDay.class, MonthDay.of(11, 21), "month-day 2", "0b15");
    }

    @Test
    void whatHoldsOthers() {
        golden(int[].class, new int[] {1, 2}, "array(int 4)", "02 01000000 02000000");
        golden(
                Point[].class,
                new Point[] {null},
                "array(padded(record Point(x: int 4, y: int 4)))",
                "01 00" + "00".repeat(8));
        golden(new TypeOf<List<String>>() {}.type(), Arrays.asList("a", null), "list(string text)", "02 0361 00");
        golden(new TypeOf<Set<Byte>>() {}.type(), Set.of((byte) 7), "set(padded(byte 1))", "01 0107");
        golden(
                new TypeOf<Map<String, Byte>>() {}.type(),
                new TreeMap<>(Map.of("a", (byte) 1, "b", (byte) 2)),
                "map(string text, padded(byte 1))",
                "02 0361 0101 0362 0102");
        golden(new TypeOf<Optional<Byte>>() {}.type(), Optional.of((byte) 7), "optional(byte 1)", "01 07");
        golden(new TypeOf<Optional<Byte>>() {}.type(), Optional.empty(), "optional(byte 1)", "00");
    }

    @Test
    void classes() {
        golden(Point.class, new Point(1, 2), "record Point(x: int 4, y: int 4)", "01000000 02000000");
        golden(
                Mixed.class,
                new Mixed("a", 7L, null, List.of()),
                "record Mixed(name: string text, boxed: padded(long 8), point: padded(record Point(x: int 4, y: int"
                        + " 4)), points: nullable(list(padded(record Point(x: int 4, y: int 4)))))",
                "0361 010700000000000000 00" + "00".repeat(8) + "0100");
        Plain plain = new Plain();
        plain.first = 1;
        plain.second = 2;
        golden(Plain.class, plain, "class Plain(first: byte 1, second: byte 1)", "0102");
        golden(
                Shape.class,
                new Square(new Circle((short) 5)),
                "choice Shape(Circle: record Circle(radius: short 2), Square: record Square(within: nullable(again"
                        + " Shape)))",
                "01 01 00 0500");
    }

    /** The library's format is kept too: its next version has to read this. */
    @Test
    void valuesOfOtherClasses() {
        golden(
                Object.class,
                new ArrayList<>(List.of("a", 1)),
                "generic java.lang.Object",
                "1d 455a4fa2 01006a6176612e7574696c2e41727261794c6973f4 01 03 030182 61 0202");
        Event event = new Event(3);
        event.name = "n";
        golden(
                Event.class,
                event,
                "generic Event",
                "45 9376a240 01006465762e73656c766167652e636f6e7461696e65722e636f6465632e"
                        + "476f6c64656e427974657354657374244576656ef4 01026e616de56e756d6265f2 0301826e 0206");
    }
}
