package dev.selvage.api.state;

import java.util.Map;

/**
 * A map per key.
 *
 * <pre>{@code
 * void visit(MapState<String, Long> visits, String page) {
 *     visits.put(page, visits.contains(page) ? visits.get(page) + 1 : 1);
 * }
 * }</pre>
 *
 * @param <K> the map's keys
 * @param <V> the map's values
 */
public interface MapState<K, V> {
    /** The value of a key of the map, or null. */
    V get(K key);

    /** Sets the value of a key of the map. */
    void put(K key, V value);

    /** Sets the values of several keys of the map. */
    void putAll(Map<K, V> entries);

    /** Forgets a key of the map. */
    void remove(K key);

    /** Whether a key of the map has a value. */
    boolean contains(K key);

    /** All entries. Not to be changed, nor kept beyond the call. */
    Iterable<Map.Entry<K, V>> entries();

    /** All keys of the map. */
    Iterable<K> keys();

    /** All values. */
    Iterable<V> values();

    /** Whether the map has no entries. */
    boolean isEmpty();

    /** Forgets the whole map. */
    void clear();
}
