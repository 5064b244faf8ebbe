package dev.selvage.container.state;

import dev.selvage.api.state.ListState;
import dev.selvage.api.state.ValueState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Template: a list per key. */
final class ListTemplate implements ListState<Object> {
    private final ValueState<List<Object>> elements;

    ListTemplate(ValueState<List<Object>> elements) {
        this.elements = elements;
    }

    @Override
    public Iterable<Object> get() {
        List<Object> present = elements.value();
        return present == null ? List.of() : Collections.unmodifiableList(present);
    }

    @Override
    public void add(Object value) {
        List<Object> present = elements.value();
        List<Object> longer = present == null ? new ArrayList<>() : present;
        longer.add(value);
        // Said again even of the same list: this is what gives it its full life.
        elements.update(longer);
    }

    @Override
    public void addAll(List<Object> values) {
        for (Object value : values) {
            add(value);
        }
    }

    @Override
    @SuppressWarnings("NullAway") // Null forgets.
    public void update(List<Object> values) {
        elements.update(values.isEmpty() ? null : new ArrayList<>(values));
    }

    @Override
    public void clear() {
        elements.clear();
    }
}
