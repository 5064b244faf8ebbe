package dev.selvage.api.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class KeyTypesTest {
    enum Color {
        RED {
            @Override
            boolean warm() {
                return true;
            }
        };

        abstract boolean warm();
    }

    record Seat(String theatre, int row, char letter, Color color, Optional<BigDecimal> price) {}

    record Pair<A, B>(A first, List<B> others) {}

    record Path(String step, Optional<Path> rest, List<Path> others) {}

    record Reading(String sensor, double value) {}

    record Deep(Seat seat, Optional<List<Reading>> readings) {}

    @SuppressWarnings("rawtypes")
    record Raw(List list) {}

    sealed interface Shape permits Circle {}

    record Circle(int radius) implements Shape {}

    static final class Customer {}

    @Test
    void valuesThatAreTheSameEverywhereMayBeKeys() {
        for (DataType<?> type : List.of(
                Types.STRING,
                Types.BYTE,
                Types.SHORT,
                Types.INT,
                Types.LONG,
                Types.CHAR,
                Types.BOOLEAN,
                Types.BIG_DEC,
                Types.BIG_INT,
                Types.INSTANT,
                Types.LOCAL_DATE,
                Types.of(int.class),
                Types.of(ZonedDateTime.class),
                Types.of(UUID.class),
                Types.of(Color.class),
                Types.of(DayOfWeek.class),
                Types.of(Seat.class),
                Types.of(Path.class),
                Types.optionalOf(Types.listOf(Types.of(Seat.class))),
                Types.of(new TypeHint<Pair<Long, Optional<Color>>>() {}))) {
            assertThatCode(() -> KeyTypes.check(type)).as(type.toString()).doesNotThrowAnyException();
        }
    }

    private static String refusal(DataType<?> type) {
        Throwable thrown = catchThrowable(() -> KeyTypes.check(type));
        assertThat(thrown).as(type.toString()).isExactlyInstanceOf(IllegalArgumentException.class);
        return String.valueOf(thrown.getMessage());
    }

    @Test
    void floatingPointNumbersAreRefusedWithARemedy() {
        assertThat(refusal(Types.DOUBLE))
                .isEqualTo(
                        "A key cannot be of type Double, since 0.0 and -0.0, or one number computed in two ways, may be"
                                + " different keys: use a whole number, a BigDecimal, or Double.doubleToLongBits of it.");
        assertThat(refusal(Types.of(float.class))).contains("Float.floatToIntBits");
    }

    @Test
    void arraysAreRefusedWithARemedy() {
        assertThat(refusal(Types.BYTES))
                .isEqualTo(
                        "A key cannot be of type byte[], since arrays of the same content are not equal: use a List, or"
                                + " a record of the parts that count.");
        assertThat(refusal(Types.arrayOf(Types.listOf(Types.STRING)))).contains("of type List<String>[], since arrays");
    }

    @Test
    void collectionsWithoutAFixedOrderOrEqualityAreRefused() {
        assertThat(refusal(Types.setOf(Types.STRING)))
                .contains("Set<String>, since the order")
                .contains("sorted List");
        assertThat(refusal(Types.mapOf(Types.STRING, Types.LONG))).contains("Map<String, Long>, since the order");
        assertThat(refusal(Types.of(new TypeHint<ArrayList<String>>() {})))
                .endsWith("declare the key as List<String>.");
    }

    @Test
    void whatDoesNotSayItsClassIsRefused() {
        for (Class<?> open : List.of(Object.class, Number.class, Record.class, Shape.class, CharSequence.class)) {
            assertThat(refusal(Types.of(open))).contains("does not say of which class the keys are");
        }
        assertThat(refusal(Types.of(new TypeHint<Enum<?>>() {}))).contains("does not say of which class");
        assertThat(refusal(Types.of(new TypeHint<List<?>>() {})))
                .startsWith("A key: what the List holds cannot be of type Object");
    }

    @Test
    void objectsWithoutAKnownEqualityAreRefused() {
        assertThat(refusal(Types.of(Customer.class)))
                .isEqualTo(
                        "A key cannot be of type KeyTypesTest.Customer, since nothing says which of its parts make two"
                                + " of them equal: use a record of the parts that count, or its identifier.");
        assertThat(refusal(Types.of(Date.class))).contains("use Instant or LocalDate of java.time");
    }

    @Test
    void aRecordIsRefusedForTheComponentThatIsToBlame() {
        assertThat(refusal(Types.of(Reading.class)))
                .startsWith("A key: value of KeyTypesTest.Reading cannot be of type Double, since");
        assertThat(refusal(Types.of(Deep.class)))
                .startsWith(
                        "A key: readings of KeyTypesTest.Deep: what the Optional holds: what the List holds: value of"
                                + " KeyTypesTest.Reading cannot be of type Double, since");
        assertThat(refusal(Types.of(new TypeHint<Pair<String, Set<Long>>>() {})))
                .contains(
                        "others of KeyTypesTest.Pair<String, Set<Long>>: what the List holds cannot be of type Set<Long>");
        assertThat(refusal(Types.of(Raw.class)))
                .isEqualTo(
                        "A key: list of KeyTypesTest.Raw is of a type that is not known, because List is written without"
                                + " its type parameters: declare it with its type parameters.");
    }

    @Test
    void anUnknownTypeIsRefusedAsSuch() {
        assertThatThrownBy(() -> KeyTypes.check(DataType.unknown("of the moon")))
                .isInstanceOf(UnknownTypeException.class)
                .hasMessage("The type of a key is not known because of the moon: name it behind the key selector, as in"
                        + " keyBy(selector, Types.STRING).");
    }

    @Test
    void aMapWithinARecordIsRefusedToo() {
        record Counts(Map<String, Long> counts) {}
        assertThat(refusal(Types.of(Counts.class)))
                .contains("counts of")
                .contains("Map<String, Long>, since the order");
    }
}
