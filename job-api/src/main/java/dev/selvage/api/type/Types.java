package dev.selvage.api.type;

import dev.selvage.api.type.CanonicalTypes.Parameterized;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Names types.
 *
 * <pre>{@code
 * record Order(String customer, long cents) {}
 * DataType<String> word = Types.STRING;
 * DataType<Order> order = Types.of(Order.class);
 * DataType<Map<String, List<Order>>> orders = Types.mapOf(Types.STRING, Types.listOf(order));
 * DataType<Map<String, List<Order>>> same = Types.of(new TypeHint<Map<String, List<Order>>>() {});
 * }</pre>
 */
public final class Types {
    /** Text. */
    public static final DataType<String> STRING = of(String.class);

    /** True or false. */
    public static final DataType<Boolean> BOOLEAN = of(Boolean.class);

    /** A whole number of 8 bits. */
    public static final DataType<Byte> BYTE = of(Byte.class);

    /** A whole number of 16 bits. */
    public static final DataType<Short> SHORT = of(Short.class);

    /** A UTF-16 code unit. */
    public static final DataType<Character> CHAR = of(Character.class);

    /** A whole number of 32 bits. */
    public static final DataType<Integer> INT = of(Integer.class);

    /** A whole number of 64 bits. */
    public static final DataType<Long> LONG = of(Long.class);

    /** A floating-point number of 32 bits. */
    public static final DataType<Float> FLOAT = of(Float.class);

    /** A floating-point number of 64 bits. */
    public static final DataType<Double> DOUBLE = of(Double.class);

    /** A decimal number of any length. */
    public static final DataType<BigDecimal> BIG_DEC = of(BigDecimal.class);

    /** A whole number of any length. */
    public static final DataType<BigInteger> BIG_INT = of(BigInteger.class);

    /** A point in time. */
    public static final DataType<Instant> INSTANT = of(Instant.class);

    /** A length of time. */
    public static final DataType<Duration> DURATION = of(Duration.class);

    /** A day of the calendar. */
    public static final DataType<LocalDate> LOCAL_DATE = of(LocalDate.class);

    /** A day and a time of day. */
    public static final DataType<LocalDateTime> LOCAL_DATE_TIME = of(LocalDateTime.class);

    /** A universally unique identifier. */
    public static final DataType<UUID> UUID = of(UUID.class);

    /** Bytes. */
    public static final DataType<byte[]> BYTES = of(byte[].class);

    private Types() {}

    /**
     * A class without type parameters. Primitives become their boxes.
     *
     * @throws IllegalArgumentException for a class with type parameters, which takes a {@link TypeHint}
     */
    public static <T> DataType<T> of(Class<T> type) {
        if (CanonicalTypes.needsArguments(type)) {
            String name = CanonicalTypes.display(type);
            throw new IllegalArgumentException(
                    name + ".class does not say what its type parameters are: use new TypeHint<" + name
                            + "<...>>() {} with the type in the brackets.");
        }
        return new TypeBindings().resolve(type).cast();
    }

    /** The type in the brackets of {@code hint}. */
    public static <T> DataType<T> of(TypeHint<T> hint) {
        return hint.dataType();
    }

    /** A type that reflection found, such as that of a field; unknown where it is not complete. */
    public static DataType<?> of(Type type) {
        return new TypeBindings().resolve(type);
    }

    /** A list. */
    public static <E> DataType<List<E>> listOf(DataType<E> element) {
        return withArguments(List.class, element).cast();
    }

    /** A set. */
    public static <E> DataType<Set<E>> setOf(DataType<E> element) {
        return withArguments(Set.class, element).cast();
    }

    /** A map. */
    public static <K, V> DataType<Map<K, V>> mapOf(DataType<K> key, DataType<V> value) {
        return withArguments(Map.class, key, value).cast();
    }

    /** A value that may be absent. */
    public static <E> DataType<Optional<E>> optionalOf(DataType<E> value) {
        return withArguments(Optional.class, value).cast();
    }

    /** An array of objects; those of primitives are named by their class, as in {@code Types.of(int[].class)}. */
    public static <E> DataType<E[]> arrayOf(DataType<E> element) {
        return (element.isKnown() ? DataType.known(CanonicalTypes.arrayOf(element.type())) : element).cast();
    }

    /** A class with type parameters, and what they are; unknown if one of those is. */
    public static DataType<?> parameterized(Class<?> type, DataType<?>... arguments) {
        if (type.getTypeParameters().length != arguments.length) {
            throw new IllegalArgumentException("Wanted " + type.getTypeParameters().length + " type parameters for "
                    + CanonicalTypes.display(type) + ", found " + arguments.length + ": name each of them.");
        }
        return withArguments(type, arguments);
    }

    /** What holds something unknown is unknown, for the same reason. */
    private static DataType<?> withArguments(Class<?> raw, DataType<?>... arguments) {
        return Stream.of(arguments)
                .<DataType<?>>map(argument -> argument)
                .filter(argument -> !argument.isKnown())
                .findFirst()
                .orElseGet(() -> DataType.known(new Parameterized(
                        raw, Stream.of(arguments).map(DataType::type).toList())));
    }
}
