package dev.selvage.api.source;

import dev.selvage.api.type.DataType;
import dev.selvage.api.type.Types;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.util.Collection;
import java.util.List;

/**
 * Records that a program brings along: for tests and examples, since they travel with the job.
 *
 * <pre>{@code
 * Source<String, ?> words = Elements.source(List.of("to", "be"), Types.STRING);
 * }</pre>
 */
public final class Elements {
    private Elements() {}

    /**
     * Reads them in their order, a part of them in each subtask.
     *
     * @throws IllegalArgumentException if one of them cannot be serialized, and nothing tells their type
     */
    public static <T> DataGeneratorSource<T> source(Collection<? extends T> elements, DataType<T> type) {
        KeptElements<T> kept = new KeptElements<>(elements, type);
        if (!type.isKnown()) {
            requireSerializable(kept, type);
        }
        return DataGeneratorSource.of(kept, elements.size(), type);
    }

    /** Records of a known type are written as all others are; only Java can write those of which nothing is known. */
    private static void requireSerializable(KeptElements<?> kept, DataType<?> type) {
        try (ObjectOutputStream nowhere = new ObjectOutputStream(OutputStream.nullOutputStream())) {
            nowhere.writeObject(kept);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "A record to begin with cannot travel with the job: " + e.getMessage() + " is not"
                            + " java.io.Serializable, and the type of the records is not known, since "
                            + type.unknownBecause() + ". Name the type: fromData(elements, Types.of(...)).",
                    e);
        }
    }

    /** What their classes tell of their type. */
    public static <T> DataType<T> typeOf(Collection<? extends T> elements) {
        List<Class<?>> classes = elements.stream()
                .<Class<?>>map(element -> element.getClass())
                .distinct()
                .toList();
        if (classes.isEmpty()) {
            return DataType.unknown("there are none");
        }
        Class<?> one = classes.get(0);
        if (classes.size() > 1) {
            return DataType.unknown("they are of several classes, " + one.getSimpleName() + " and "
                    + classes.get(1).getSimpleName());
        }
        if (one.isAnonymousClass() || one.isHidden() || one.getTypeParameters().length > 0) {
            return DataType.unknown("they are of " + one + ", which does not tell all of it");
        }
        return ofClass(one);
    }

    /** All elements are of this very class. */
    @SuppressWarnings("unchecked")
    private static <T> DataType<T> ofClass(Class<?> type) {
        return (DataType<T>) Types.of(type);
    }
}
