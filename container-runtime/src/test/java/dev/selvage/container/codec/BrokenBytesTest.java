package dev.selvage.container.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Bytes that nobody wrote give values that nobody meant, or an exception that says so; never anything else. */
@SuppressWarnings({"NullAway", "ArrayRecordComponent", "NullOptional"}) // Fields of users' classes may be null.
class BrokenBytesTest {
    private static final int ROUNDS = 20_000;

    private final Codecs codecs = new Codecs(BrokenBytesTest.class.getClassLoader());

    /** Refuses most of what bytes can make of it. */
    private record Positive(int number) {
        Positive {
            if (number < 1) {
                throw new IllegalArgumentException("not positive: " + number);
            }
        }
    }

    private record Nothing() {}

    private sealed interface Shape permits Dot, Group {}

    private record Dot(Positive size) implements Shape {}

    private record Group(List<Shape> shapes, Nothing[] nothings) implements Shape {}

    private record Everything(
            String text,
            long[] longs,
            boolean[] booleans,
            Map<String, Positive> map,
            SortedSet<LocalDate> dates,
            Deque<DayOfWeek> days,
            ZonedDateTime time,
            BigDecimal decimal,
            UUID uuid,
            Optional<Shape> shape,
            List<Nothing> nothings,
            Object anything,
            Everything next) {}

    private static Everything some(Random random, int depth) {
        Shape shape = new Group(List.of(new Dot(new Positive(1)), new Group(List.of(), new Nothing[2])), null);
        return new Everything(
                ValueCodecsTest.text(random),
                random.longs(5).toArray(),
                new boolean[] {true, false},
                Map.of("a", new Positive(5)),
                new TreeSet<>(List.of(LocalDate.EPOCH)),
                new ArrayDeque<>(List.of(DayOfWeek.FRIDAY)),
                ZonedDateTime.parse("2026-11-21T10:00:00+01:00[Europe/Paris]"),
                new BigDecimal("12.5"),
                new UUID(1, 2),
                Optional.of(shape),
                List.of(new Nothing()),
                new ArrayList<>(List.of("a", 1)),
                depth == 0 ? null : some(random, depth - 1));
    }

    @Test
    void changedBytesGiveAValueOrAnExceptionOfOurs() {
        Codec<Everything> codec = codecs.of(Everything.class);
        CodecSchema schema = codec.schema();
        ByteOutput out = new ByteOutput(1);
        codec.write(some(new Random(1), 3), out);
        byte[] bytes = out.toByteArray();
        int refused = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            byte[] broken = bytes.clone();
            int changes = 1 + random.nextInt(3);
            for (int i = 0; i < changes; i++) {
                broken[random.nextInt(broken.length)] = (byte) (random.nextBoolean() ? 0xFF : random.nextInt());
            }
            refused += read(codec, broken) ? 0 : 1;
        }
        assertThat(refused).isGreaterThan(ROUNDS / 10);
        assertThat(schema).isEqualTo(codec.schema());
    }

    @Test
    void bytesFromNowhereDoToo() {
        List<Type> types = List.of(
                Everything.class,
                Shape.class,
                new TypeOf<List<Nothing>>() {}.type(),
                new TypeOf<List<List<String>>>() {}.type(),
                new TypeOf<Map<Integer, long[]>>() {}.type(),
                Object.class);
        for (Type type : types) {
            Codec<?> codec = codecs.of(type);
            for (int seed = 0; seed < ROUNDS / 4; seed++) {
                Random random = new Random(seed);
                byte[] bytes = new byte[random.nextInt(100)];
                random.nextBytes(bytes);
                for (int i = 0; i < bytes.length; i++) {
                    // Many small numbers lead further into a value.
                    bytes[i] = random.nextInt(4) > 0 ? (byte) (bytes[i] & 3) : bytes[i];
                }
                read(codec, bytes);
            }
        }
    }

    /** Also skipped over by its schema alone, as far as that goes. */
    private static boolean read(Codec<?> codec, byte[] bytes) {
        boolean good = true;
        try {
            codec.read(new ByteInput(bytes));
        } catch (CorruptDataException expected) {
            assertThat(expected.getMessage()).isNotBlank();
            good = false;
        }
        return good;
    }

    @Test
    void aFieldThatIsSkippedIsCheckedToo() {
        Codec<Everything> codec = codecs.of(Everything.class);
        CodecSchema now = codecs.of(Nothing.class).schema();
        CodecSchema written =
                new CodecSchema(CodecSchema.RECORD, now.name(), List.of(new CodecSchema.Part("gone", codec.schema())));
        ValueReader<? extends Nothing> reader = Evolution.reader(written, codecs.of(Nothing.class));
        ByteOutput out = new ByteOutput(1);
        codec.write(some(new Random(1), 3), out);
        byte[] bytes = out.toByteArray();
        ByteInput whole = new ByteInput(bytes);
        assertThat(reader.read(whole)).isEqualTo(new Nothing());
        assertThat(whole.remaining()).isZero();
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            byte[] broken = bytes.clone();
            broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            try {
                reader.read(new ByteInput(broken));
            } catch (CorruptDataException expected) {
                assertThat(expected.getMessage()).isNotBlank();
            }
        }
    }
}
