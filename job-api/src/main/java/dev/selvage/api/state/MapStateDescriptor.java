package dev.selvage.api.state;

import dev.selvage.api.type.DataType;
import dev.selvage.api.type.Types;

/**
 * Describes a {@link MapState}.
 *
 * <pre>{@code
 * MapStateDescriptor<String, Long> visits = new MapStateDescriptor<>("visits", String.class, Long.class);
 * }</pre>
 *
 * @param <K> the map's keys
 * @param <V> the map's values
 */
public final class MapStateDescriptor<K, V> extends StateDescriptor {
    private static final long serialVersionUID = 1;

    private final DataType<K> keyType;
    private final DataType<V> valueType;

    /** A map of types without parameters. */
    public MapStateDescriptor(String name, Class<K> keyType, Class<V> valueType) {
        this(name, Types.of(keyType), Types.of(valueType));
    }

    /** A map of types that are at hand. */
    public MapStateDescriptor(String name, DataType<K> keyType, DataType<V> valueType) {
        super(name);
        this.keyType = keyType;
        this.valueType = valueType;
    }

    /** The type of the map's keys. */
    public DataType<K> getKeyType() {
        return keyType;
    }

    /** The type of the map's values. */
    public DataType<V> getValueType() {
        return valueType;
    }
}
