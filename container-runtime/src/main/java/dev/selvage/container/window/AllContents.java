package dev.selvage.container.window;

import dev.selvage.api.state.ListState;
import java.util.ArrayList;
import java.util.List;

/** A template: all records, in the order in which they came. */
final class AllContents extends Contents {
    private final ListState<Object> records;

    AllContents(ListState<Object> records) {
        this.records = records;
    }

    @Override
    boolean add(Object record) {
        boolean first = isEmpty();
        records.add(record);
        return first;
    }

    @Override
    boolean isEmpty() {
        return !records.get().iterator().hasNext();
    }

    @Override
    List<Object> result() {
        List<Object> all = new ArrayList<>();
        for (Object record : records.get()) {
            all.add(record);
        }
        return all;
    }

    @Override
    Object kept() {
        return result();
    }

    @Override
    @SuppressWarnings("unchecked") // What another one kept.
    boolean merge(Object other) {
        boolean first = isEmpty();
        records.addAll((List<Object>) other);
        return first;
    }

    @Override
    void clear() {
        records.clear();
    }
}
