package dev.selvage.api.type;

import java.io.Serializable;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Which type records, keys or state have, type parameters included. Immutable; travels with a job.
 *
 * <p>A type may also be unknown. That is no mistake as long as nobody needs it, since most records never leave their
 * task: {@link #require} is what those call that do need it.
 *
 * <pre>{@code
 * DataType<Map<String, Long>> counts = Types.mapOf(Types.STRING, Types.LONG);
 * Class<?> map = counts.rawClass();
 * DataType<?> value = counts.arguments().get(1);
 * }</pre>
 *
 * <p>Types are kept in one form, so that equal ones are equal: primitives as their boxes (not within arrays), wildcards as
 * their upper bound.
 *
 * @param <T> the type
 */
public final class DataType<T> implements Serializable {
    private static final long serialVersionUID = 1;

    /** {@code Object} while the type is unknown. */
    private final Type type;

    /** Empty if the type is known. */
    private final String unknownBecause;

    private DataType(Type type, String unknownBecause) {
        this.type = type;
        this.unknownBecause = unknownBecause;
    }

    /** Of a type in canonical form. */
    static DataType<?> known(Type canonical) {
        return new DataType<>(canonical, "");
    }

    /**
     * A type that nobody told. The reason goes on after "the type is not known because".
     *
     * <pre>{@code
     * DataType<List<String>> type = DataType.unknown("a lambda keeps no type parameters");
     * }</pre>
     */
    public static <T> DataType<T> unknown(String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("An unknown type has no reason: say why it is not known.");
        }
        return new DataType<>(Object.class, reason);
    }

    /** Whether the type is known. */
    public boolean isKnown() {
        return unknownBecause.isEmpty();
    }

    /** Why the type is not known; empty if it is. */
    public String unknownBecause() {
        return unknownBecause;
    }

    /**
     * This type, if it is known.
     *
     * @param operator whose records have this type, such as {@code map at WordCount.java:12}
     * @throws UnknownTypeException if it is not known, with what to do about it
     */
    public DataType<T> require(String operator) {
        if (isKnown()) {
            return this;
        }
        throw new UnknownTypeException("The type of the records of '" + operator + "' is not known because "
                + unknownBecause + ": add .returns(new TypeHint<...>() {}) behind it, with the type in the brackets");
    }

    /** The type as reflection has it: a class, a parameterized type, or an array of such. */
    public Type type() {
        if (isKnown()) {
            return type;
        }
        throw new UnknownTypeException(
                "A type is not known because " + unknownBecause + ": name it with a TypeHint, or with Types.");
    }

    /** The class alone, as in {@code List} of {@code List<String>}. */
    public Class<?> rawClass() {
        return CanonicalTypes.erase(type());
    }

    /** What stands in the brackets; for arrays, and without brackets, nothing. */
    public List<DataType<?>> arguments() {
        return type() instanceof ParameterizedType parameterized
                ? Stream.of(parameterized.getActualTypeArguments())
                        .<DataType<?>>map(DataType::known)
                        .toList()
                : List.of();
    }

    /**
     * The type of a field or of a component of a record, as declared in the class of this type: within
     * {@code Pair<String, Long>}, the {@code List<B>} of {@code Pair} is a {@code List<Long>}.
     *
     * <pre>{@code
     * record Pair<A, B>(A first, List<B> others) {}
     * DataType<Pair<String, Long>> pair = Types.of(new TypeHint<Pair<String, Long>>() {});
     * DataType<?> others = pair.resolve(Pair.class.getRecordComponents()[1].getGenericType());
     * }</pre>
     */
    public DataType<?> resolve(Type declared) {
        TypeBindings bindings = new TypeBindings();
        bindings.unify(CanonicalTypes.selfType(rawClass()), this);
        return bindings.resolve(declared);
    }

    /** For those who know {@code T} by other means than the compiler's. */
    @SuppressWarnings("unchecked")
    <S> DataType<S> cast() {
        return (DataType<S>) this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DataType<?> that
                && type.equals(that.type)
                && unknownBecause.equals(that.unknownBecause);
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, unknownBecause);
    }

    /** Short, for messages: {@code Map<String, Long>}. */
    @Override
    public String toString() {
        return isKnown() ? CanonicalTypes.display(type) : "unknown because " + unknownBecause;
    }
}
