package dev.selvage.api.type;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
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
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which types keys may have. A key must be the same in every process and after every restart, so only types are allowed whose
 * values are equal exactly if their bytes are: text, whole numbers, decimal numbers, {@code char}, {@code boolean}, enums,
 * {@link UUID}, the values of {@code java.time}, and {@link Optional}, {@link List} and records of those.
 *
 * <pre>{@code
 * record Seat(String theatre, int row, int number) {}
 * KeyTypes.check(Types.of(Seat.class));
 * }</pre>
 */
public final class KeyTypes {
    private static final Set<Class<?>> ALLOWED = Set.of(
            String.class,
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            BigDecimal.class,
            BigInteger.class,
            UUID.class,
            Duration.class,
            Instant.class,
            LocalDate.class,
            LocalDateTime.class,
            LocalTime.class,
            MonthDay.class,
            OffsetDateTime.class,
            OffsetTime.class,
            Period.class,
            Year.class,
            YearMonth.class,
            ZoneOffset.class,
            ZonedDateTime.class);

    private KeyTypes() {}

    /**
     * Lets an allowed type pass.
     *
     * @throws UnknownTypeException if the type is not known
     * @throws IllegalArgumentException if it is not allowed, with what to use instead
     */
    public static void check(DataType<?> keyType) {
        if (!keyType.isKnown()) {
            throw new UnknownTypeException("The type of a key is not known because " + keyType.unknownBecause()
                    + ": name it behind the key selector, as in keyBy(selector, Types.STRING).");
        }
        refusal(keyType, "A key", new HashSet<>()).ifPresent(sentence -> {
            throw new IllegalArgumentException(sentence);
        });
    }

    /** @param subject what has the type, for the sentence */
    private static Optional<String> refusal(DataType<?> type, String subject, Set<DataType<?>> seen) {
        if (!type.isKnown()) {
            return Optional.of(subject + " is of a type that is not known, because " + type.unknownBecause()
                    + ": declare it with its type parameters.");
        }
        Class<?> raw = type.rawClass();
        // A record that contains itself ends in a list or an absent value.
        if (ALLOWED.contains(raw) || raw.isEnum() || !seen.add(type)) {
            return Optional.empty();
        }
        if (raw == List.class || raw == Optional.class) {
            return refusal(type.arguments().get(0), subject + ": what the " + raw.getSimpleName() + " holds", seen);
        }
        if (raw.isRecord()) {
            return refusalOfComponents(type, subject, seen);
        }
        return Optional.of(subject + " cannot be of type " + type + ", " + reasonAndRemedy(type, raw) + ".");
    }

    private static Optional<String> refusalOfComponents(DataType<?> type, String subject, Set<DataType<?>> seen) {
        for (RecordComponent component : type.rawClass().getRecordComponents()) {
            Optional<String> refusal = refusal(
                    type.resolve(component.getGenericType()),
                    subject + ": " + component.getName() + " of " + type,
                    seen);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private static String reasonAndRemedy(DataType<?> type, Class<?> raw) {
        if (raw == Double.class) {
            return "since 0.0 and -0.0, or one number computed in two ways, may be different keys: use a whole number, a"
                    + " BigDecimal, or Double.doubleToLongBits of it";
        }
        if (raw == Float.class) {
            return "since 0.0f and -0.0f, or one number computed in two ways, may be different keys: use a whole number, a"
                    + " BigDecimal, or Float.floatToIntBits of it";
        }
        if (raw.isArray()) {
            return "since arrays of the same content are not equal: use a List, or a record of the parts that count";
        }
        if (Map.class.isAssignableFrom(raw) || Set.class.isAssignableFrom(raw)) {
            return "since the order of its entries may differ between processes: use a sorted List, or a record of the"
                    + " parts that count";
        }
        if (Collection.class.isAssignableFrom(raw)) {
            String list =
                    type.type() instanceof ParameterizedType && type.arguments().size() == 1
                            ? "List<" + type.arguments().get(0) + ">"
                            : "List";
            return "since other collections may hold the same and still be unequal: declare the key as " + list;
        }
        if (Date.class.isAssignableFrom(raw) || Calendar.class.isAssignableFrom(raw)) {
            return "since it can be changed: use Instant or LocalDate of java.time";
        }
        if (raw.isInterface()
                || raw == Object.class
                || raw == Enum.class
                || raw == Number.class
                || raw == Record.class) {
            return "since it does not say of which class the keys are: use the class itself, or a record of the parts that"
                    + " count";
        }
        return "since nothing says which of its parts make two of them equal: use a record of the parts that count, or its"
                + " identifier";
    }
}
