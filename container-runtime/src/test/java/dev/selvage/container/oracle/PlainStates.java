package dev.selvage.container.oracle;

import dev.selvage.api.function.AggregateFunction;
import dev.selvage.api.function.ReduceFunction;
import dev.selvage.api.state.AggregatingState;
import dev.selvage.api.state.ListState;
import dev.selvage.api.state.MapState;
import dev.selvage.api.state.ReducingState;
import dev.selvage.api.state.ValueState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** State per key in plain maps: what the words of the API mean, without any thought of speed. */
@SuppressWarnings("NullAway") // The API says null for no value.
final class PlainStates {

    private final Map<String, Map<Object, Object>> values = new HashMap<>();
    private Object key;

    /** From now on state is that of this key. */
    void setKey(Object newKey) {
        this.key = newKey;
    }

    Object key() {
        return key;
    }

    <T> ValueState<T> value(String name) {
        return new Value<>(name);
    }

    <T> ListState<T> list(String name) {
        ValueState<List<T>> all = value(name);
        return new ListState<>() {
            @Override
            public Iterable<T> get() {
                return all.value() == null ? List.of() : all.value();
            }

            @Override
            public void add(T element) {
                addAll(List.of(element));
            }

            @Override
            public void addAll(List<T> elements) {
                List<T> longer = all.value() == null ? new ArrayList<>() : new ArrayList<>(all.value());
                longer.addAll(elements);
                all.update(longer);
            }

            @Override
            public void update(List<T> elements) {
                all.update(elements);
            }

            @Override
            public void clear() {
                all.clear();
            }
        };
    }

    <K, V> MapState<K, V> map(String name) {
        return new Entries<>(value(name));
    }

    <T> ReducingState<T> reducing(String name, ReduceFunction<T> function) {
        ValueState<T> reduced = value(name);
        return new ReducingState<>() {
            @Override
            public T get() {
                return reduced.value();
            }

            @Override
            public void add(T element) {
                reduced.update(
                        reduced.value() == null ? element : unchecked(() -> function.reduce(reduced.value(), element)));
            }

            @Override
            public void clear() {
                reduced.clear();
            }
        };
    }

    <I, A, O> AggregatingState<I, O> aggregating(String name, AggregateFunction<I, A, O> function) {
        ValueState<A> accumulator = value(name);
        return new AggregatingState<>() {
            @Override
            public O get() {
                return accumulator.value() == null ? null : function.getResult(accumulator.value());
            }

            @Override
            public void add(I element) {
                A before = accumulator.value() == null ? function.createAccumulator() : accumulator.value();
                accumulator.update(function.add(element, before));
            }

            @Override
            public void clear() {
                accumulator.clear();
            }
        };
    }

    interface Throwing<T> {
        T get() throws Exception;
    }

    /** Functions of tests throw nothing but what fails the test. */
    static <T> T unchecked(Throwing<T> call) {
        try {
            return call.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Value<T> implements ValueState<T> {
        private final Map<Object, Object> byKey;

        private Value(String name) {
            byKey = values.computeIfAbsent(name, each -> new HashMap<>());
        }

        @Override
        @SuppressWarnings("unchecked") // As the descriptor had it.
        public T value() {
            return (T) byKey.get(key);
        }

        @Override
        public void update(T value) {
            if (value == null) {
                clear();
            } else {
                byKey.put(key, value);
            }
        }

        @Override
        public void clear() {
            byKey.remove(key);
        }
    }

    private record Entries<K, V>(ValueState<Map<K, V>> all) implements MapState<K, V> {
        private Map<K, V> present() {
            return all.value() == null ? Map.of() : all.value();
        }

        @Override
        public V get(K mapKey) {
            return present().get(mapKey);
        }

        @Override
        public void put(K mapKey, V value) {
            putAll(Map.of(mapKey, value));
        }

        @Override
        public void putAll(Map<K, V> entries) {
            Map<K, V> larger = new LinkedHashMap<>(present());
            larger.putAll(entries);
            all.update(larger);
        }

        @Override
        public void remove(K mapKey) {
            Map<K, V> smaller = new LinkedHashMap<>(present());
            smaller.remove(mapKey);
            all.update(smaller);
        }

        @Override
        public boolean contains(K mapKey) {
            return present().containsKey(mapKey);
        }

        @Override
        public Iterable<Map.Entry<K, V>> entries() {
            return present().entrySet();
        }

        @Override
        public Iterable<K> keys() {
            return present().keySet();
        }

        @Override
        public Iterable<V> values() {
            return present().values();
        }

        @Override
        public boolean isEmpty() {
            return present().isEmpty();
        }

        @Override
        public void clear() {
            all.clear();
        }
    }
}
