package dev.selvage.container.state;

import dev.selvage.api.state.MapState;
import dev.selvage.api.state.ValueState;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Template: a map per key. It keeps the order in which its keys came, so that a restart does not change it. */
final class MapTemplate implements MapState<Object, Object> {
    private final ValueState<Map<Object, Object>> map;

    MapTemplate(ValueState<Map<Object, Object>> map) {
        this.map = map;
    }

    @Override
    @SuppressWarnings("NullAway") // The API says null for no value.
    public Object get(Object key) {
        Map<Object, Object> present = map.value();
        return present == null ? null : present.get(key);
    }

    @Override
    public void put(Object key, Object value) {
        Map<Object, Object> present = map.value();
        Map<Object, Object> larger = present == null ? new LinkedHashMap<>(4) : present;
        larger.put(key, value);
        map.update(larger);
    }

    @Override
    public void putAll(Map<Object, Object> entries) {
        for (Map.Entry<Object, Object> entry : entries.entrySet()) {
            put(entry.getKey(), entry.getValue());
        }
    }

    @Override
    public void remove(Object key) {
        Map<Object, Object> present = map.value();
        if (present == null || !present.containsKey(key)) {
            return;
        }
        present.remove(key);
        if (present.isEmpty()) {
            map.clear();
        } else {
            map.update(present);
        }
    }

    @Override
    public boolean contains(Object key) {
        return present().containsKey(key);
    }

    @Override
    public Iterable<Map.Entry<Object, Object>> entries() {
        return present().entrySet();
    }

    @Override
    public Iterable<Object> keys() {
        return present().keySet();
    }

    @Override
    public Iterable<Object> values() {
        return present().values();
    }

    @Override
    public boolean isEmpty() {
        return map.value() == null;
    }

    @Override
    public void clear() {
        map.clear();
    }

    private Map<Object, Object> present() {
        Map<Object, Object> present = map.value();
        return present == null ? Map.of() : Collections.unmodifiableMap(present);
    }
}
