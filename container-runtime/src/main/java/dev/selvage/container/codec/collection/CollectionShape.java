package dev.selvage.container.codec.collection;

import dev.selvage.container.codec.CodecSchema;
import dev.selvage.container.codec.UnserializableException;
import dev.selvage.container.codec.compound.Refusals;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntFunction;

/**
 * How collections of a declared type are made, and which values may be given for it. An interface takes any value and gives
 * back the ordinary class for it; a class takes only itself.
 *
 * @param schemaKind {@link CodecSchema#LIST} or {@link CodecSchema#SET}
 * @param takesNull whether the collections that are made can hold null
 */
public record CollectionShape(
        Class<?> declared, String schemaKind, boolean takesNull, IntFunction<Collection<Object>> maker) {

    /** Beyond this they grow as they are filled: a count read from broken bytes costs little. */
    private static final int LARGEST_AT_ONCE = 1 << 16;

    @SuppressWarnings("JdkObsolete") // Users have linked lists, and are to get them back.
    private static Collection<Object> linked() {
        return new LinkedList<>();
    }

    /** The shape of a class, if it is a collection that we know how to make. */
    public static Optional<CollectionShape> of(Class<?> type, Class<?> element) {
        if (type == List.class || type == Collection.class || type == Iterable.class || type == ArrayList.class) {
            return list(type, true, ArrayList::new);
        }
        if (type == LinkedList.class) {
            return list(type, true, size -> linked());
        }
        if (type == Deque.class || type == Queue.class || type == ArrayDeque.class) {
            return list(type, false, ArrayDeque::new);
        }
        if (type == Set.class || type == LinkedHashSet.class) {
            return set(type, true, size -> new LinkedHashSet<>(2 * size));
        }
        if (type == HashSet.class) {
            return set(type, true, size -> new HashSet<>(2 * size));
        }
        if (type == SortedSet.class || type == NavigableSet.class || type == TreeSet.class) {
            return set(type, false, size -> new TreeSet<>());
        }
        if (type == EnumSet.class && element.isEnum()) {
            return set(type, false, size -> none(element));
        }
        return Optional.empty();
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // An enum's class, which only the caller could name.
    private static Collection<Object> none(Class<?> element) {
        return (Collection) EnumSet.noneOf((Class) element);
    }

    private static Optional<CollectionShape> list(
            Class<?> type, boolean takesNull, IntFunction<Collection<Object>> maker) {
        return Optional.of(new CollectionShape(type, CodecSchema.LIST, takesNull, maker));
    }

    private static Optional<CollectionShape> set(
            Class<?> type, boolean takesNull, IntFunction<Collection<Object>> maker) {
        return Optional.of(new CollectionShape(type, CodecSchema.SET, takesNull, maker));
    }

    Collection<Object> make(int size) {
        return maker.apply(Math.min(size, LARGEST_AT_ONCE));
    }

    /** The value as a collection, unless something of it would be lost. */
    Collection<?> checked(Object value) {
        if (value == null) {
            throw Refusals.ofNull(declared.getName());
        }
        boolean openClass = !declared.isInterface() && !Modifier.isAbstract(declared.getModifiers());
        if (openClass && value.getClass() != declared) {
            throw Refusals.ofSubclass(value.getClass(), declared);
        }
        if (value instanceof SortedSet<?> sorted && sorted.comparator() != null) {
            throw Refusals.ofComparator(value.getClass());
        }
        if (!(value instanceof Collection<?> collection)) {
            throw new UnserializableException(value.getClass(), "a collection was wanted.", null);
        }
        return collection;
    }

    UnserializableException nullRefused() {
        return new UnserializableException("null", "collections of type " + declared.getName() + " hold none.");
    }

    UnserializableException changedMeanwhile(Object value) {
        return new UnserializableException(
                value.getClass(),
                "it changed while it was written: after it was handed on, whoever holds it has to leave it alone.",
                null);
    }
}
