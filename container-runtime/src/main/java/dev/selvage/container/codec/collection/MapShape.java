package dev.selvage.container.codec.collection;

import dev.selvage.container.codec.UnserializableException;
import dev.selvage.container.codec.compound.Refusals;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.IntFunction;

/**
 * How maps of a declared type are made, and which values may be given for it; as for collections.
 *
 * @param takesNullKeys whether the maps that are made can hold a null key; so for values
 */
public record MapShape(
        Class<?> declared, boolean takesNullKeys, boolean takesNullValues, IntFunction<Map<Object, Object>> maker) {

    private static final int LARGEST_AT_ONCE = 1 << 16;

    /** The shape of a class, if it is a map that we know how to make. */
    public static Optional<MapShape> of(Class<?> type, Class<?> key) {
        if (type == Map.class || type == LinkedHashMap.class) {
            return Optional.of(new MapShape(type, true, true, size -> new LinkedHashMap<>(2 * size)));
        }
        if (type == HashMap.class) {
            return Optional.of(new MapShape(type, true, true, size -> new HashMap<>(2 * size)));
        }
        if (type == SortedMap.class || type == NavigableMap.class || type == TreeMap.class) {
            return Optional.of(new MapShape(type, false, true, size -> new TreeMap<>()));
        }
        if (type == ConcurrentMap.class || type == ConcurrentHashMap.class) {
            return Optional.of(new MapShape(type, false, false, size -> new ConcurrentHashMap<>(2 * size)));
        }
        if (type == EnumMap.class && key.isEnum()) {
            return Optional.of(new MapShape(type, false, true, size -> none(key)));
        }
        return Optional.empty();
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // An enum's class, which only the caller could name.
    private static Map<Object, Object> none(Class<?> key) {
        return new EnumMap((Class) key);
    }

    Map<Object, Object> make(int size) {
        return maker.apply(Math.min(size, LARGEST_AT_ONCE));
    }

    /** The value as a map, unless something of it would be lost. */
    Map<?, ?> checked(Object value) {
        if (value == null) {
            throw Refusals.ofNull(declared.getName());
        }
        if (!declared.isInterface() && value.getClass() != declared) {
            throw Refusals.ofSubclass(value.getClass(), declared);
        }
        if (value instanceof SortedMap<?, ?> sorted && sorted.comparator() != null) {
            throw Refusals.ofComparator(value.getClass());
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw new UnserializableException(value.getClass(), "a map was wanted.", null);
        }
        return map;
    }

    void checkEntry(Object key, Object value) {
        if ((key == null && !takesNullKeys) || (value == null && !takesNullValues)) {
            throw new UnserializableException(
                    "null",
                    "maps of type " + declared.getName() + " have no null " + (key == null ? "keys." : "values."));
        }
    }

    UnserializableException changedMeanwhile(Object value) {
        return new UnserializableException(
                value.getClass(),
                "it changed while it was written: after it was handed on, whoever holds it has to leave it alone.",
                null);
    }
}
